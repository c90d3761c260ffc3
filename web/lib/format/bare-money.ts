import type { Texts } from '../i18n/texts.ts'
import { decimalsOf } from './minor-units.ts'
import type { Money } from './formats.ts'

/** As many digits as a day of a calendar has room for. */
const wholeMax = 9_999

/** 424, or 12K: an amount in whole units, for where there is no room for the name of its currency. */
export function bareMoney({ minor, currency }: Money, { number }: Pick<Texts, 'number'>): string {
  const whole = Math.round(minor / 10 ** decimalsOf(currency))
  return whole > wholeMax ? number(whole, { notation: 'compact' }) : number(whole)
}
