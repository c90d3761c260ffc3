import type { Err } from '../../kernel/result.ts'
import { invalid, type ApiError } from './api-errors.ts'

/**
 * Which amounts Stripe takes, written down apart from our adapter so that each checks the other
 * (docs.stripe.com/currencies: minimum and maximum amounts, special cases).
 */
const digitsMax = 8
const minimums: Readonly<Record<string, number>> = {
  aed: 200,
  bgn: 100,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
}
const minimum = 50
const wholeUnitsOnly = new Set(['isk', 'ugx'])
const endingInZero = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd'])

/** Why nobody can be charged this much; nothing when they can. */
export function unpayable(amount: number, currency: string): Err<ApiError> | undefined {
  if (!Intl.supportedValuesOf('currency').includes(currency.toUpperCase())) {
    return invalid('parameter_invalid', `No such currency: ${currency}`, 'currency')
  }
  if (amount < (minimums[currency] ?? minimum)) return invalid('amount_too_small', 'The amount is below the smallest that can be charged.')
  if (amount >= 10 ** digitsMax) return invalid('amount_too_large', 'The amount is above the largest that can be charged.')
  if (wholeUnitsOnly.has(currency) && amount % 100 !== 0) {
    return invalid('invalid_charge_amount_no_decimal_compatible', 'This currency has no decimals: the amount must end in 00.')
  }
  if (endingInZero.has(currency) && amount % 10 !== 0) return invalid('parameter_invalid', 'The amount must end in 0.', 'amount')
  return undefined
}
