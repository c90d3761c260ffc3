import type { Texts } from '../i18n/texts.ts'

export type Guests = { adults: number; children: number; infants: number; pets: number }

/** 2 adults, 1 child */
export function guestsText(guests: Guests, { t }: Pick<Texts, 't'>) {
  const parts = [t('guests.adults', { count: guests.adults || 1 })]
  if (guests.children > 0) parts.push(t('guests.children', { count: guests.children }))
  if (guests.infants > 0) parts.push(t('guests.infants', { count: guests.infants }))
  if (guests.pets > 0) parts.push(t('guests.pets', { count: guests.pets }))
  return parts.join(t('list.comma'))
}
