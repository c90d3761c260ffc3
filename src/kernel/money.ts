import assert from 'node:assert/strict'
import { err, ok, type Result } from './result.ts'

/** An ISO 4217 code. */
export type Currency = string & { readonly __brand: 'Currency' }

/** A whole number of the currency's smallest unit. Never a float, never without its currency. */
export type Money = Readonly<{ minor: number; currency: Currency }>

/** ISO 4217 minor-unit exponents; every currency not named here has two. */
const exponents: Readonly<Record<string, number>> = {
  ...Object.fromEntries('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0])),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
}

const known = new Set(Intl.supportedValuesOf('currency'))

export function parseCurrency(text: string): Result<Currency, { code: 'unknown_currency'; text: string }> {
  return known.has(text) ? ok(text as Currency) : err({ code: 'unknown_currency', text })
}

/** How many decimals a price in this currency is written with: 2 for EUR, 0 for JPY. */
export const decimals = (currency: Currency) => exponents[currency] ?? 2

export function money(minor: number, currency: Currency): Money {
  assert(Number.isSafeInteger(minor), `not a whole number of minor units: ${minor}`)
  return { minor: minor === 0 ? 0 : minor, currency }
}

export const zero = (currency: Currency) => money(0, currency)

export function add(a: Money, b: Money): Money {
  assert.equal(a.currency, b.currency)
  return money(a.minor + b.minor, a.currency)
}

export function subtract(a: Money, b: Money): Money {
  assert.equal(a.currency, b.currency)
  return money(a.minor - b.minor, a.currency)
}

export const sum = (amounts: readonly Money[], currency: Currency) => amounts.reduce(add, zero(currency))

export const sameMoney = (a: Money, b: Money) => a.minor === b.minor && a.currency === b.currency

/** Hundredths of a percent: 1_250 is 12.5 %. */
export type BasisPoints = number

/** `share` of `minor`, rounded half away from zero to a whole minor unit. Exact: no floats on the way. */
export function percentOf(minor: number, share: BasisPoints): number {
  assert(Number.isSafeInteger(minor) && Number.isSafeInteger(share))
  const small = minor * share
  // Below this a quotient that is not whole is farther from the next whole number than a double errs. Prices are: BigInt costs ten times as much.
  if (small >= 0 && small < 2 ** 49) return Math.floor((small + 5_000) / 10_000)
  const product = BigInt(minor) * BigInt(share)
  const magnitude = product < 0n ? -product : product
  const rounded = Number((magnitude + 5_000n) / 10_000n)
  return product < 0n ? -rounded : rounded
}

/**
 * `total` cut by whole-number weights, by largest remainder (ties to the earlier part).
 * The parts always add up to `total`: a cent is never made or lost.
 */
export function split(total: Money, weights: readonly number[]): Money[] {
  assert(total.minor >= 0 && weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0))
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  assert(whole > 0n, 'a split needs a weight above zero')
  const shares = weights.map((weight, index) => {
    const product = BigInt(total.minor) * BigInt(weight)
    return { index, part: Number(product / whole), remainder: product % whole }
  })
  let left = total.minor - shares.reduce((sum, share) => sum + share.part, 0)
  const byRemainder = shares.toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1))
  for (const share of byRemainder) {
    if (left === 0) break
    share.part += 1
    left -= 1
  }
  return shares.map((share) => money(share.part, total.currency))
}
