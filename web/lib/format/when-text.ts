import type { Texts } from '../i18n/texts.ts'
import type { When } from '../search/criteria.ts'

/** 12–15 June ± 3 days, or weekend in June; '' for any day. */
export function whenText({ checkIn, checkOut, flex, stay, month }: When, { t, days, monthName }: Texts): string {
  if (stay) return t('when.in', { stay, month: monthName(`${month}-01`) })
  const text = checkIn && days(checkIn, checkOut)
  return flex > 0 ? t('when.around', { days: text, flex }) : text
}
