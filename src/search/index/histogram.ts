import type { Currency } from '../../kernel/money.ts'
import type { Histogram } from '../query.ts'
import type { Found } from './found.ts'
import { nthOf } from './select.ts'

export const histogramBars = 24
/** The dearest few would press all others into one bar. */
const dearest = 0.98

/** Bars of a round width that hold all prices of `found`; null when there are none. */
export function histogramOf(found: Found, currency: Currency, priceBy: 'total' | 'night'): Histogram | null {
  const prices = new Float64Array(found.count)
  let count = 0
  let lowest = Infinity
  for (let at = 0; at < found.count; at++) {
    const total = found.totals[at] ?? NaN
    if (Number.isNaN(total)) continue
    const price = priceBy === 'night' ? total / (found.nights[at] ?? 1) : total
    prices[count++] = price
    if (price < lowest) lowest = price
  }
  if (count === 0) return null
  const high = nthOf(prices, count, Math.min(count - 1, Math.floor(count * dearest)))
  const step = roundStep((high - lowest + 1) / histogramBars)
  const from = Math.floor(lowest / step) * step
  const counts: number[] = Array.from({ length: Math.min(histogramBars, Math.floor((high - from) / step) + 1) }, () => 0)
  for (let i = 0; i < count; i++) {
    const bar = Math.min(counts.length - 1, Math.floor(((prices[i] ?? 0) - from) / step))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  return { currency, from, step, counts }
}

/** The first of 1, 2, 5, 10, 20, 50 … that is not below `least`. */
function roundStep(least: number): number {
  for (let power = 1; ; power *= 10) for (const factor of [1, 2, 5]) if (power * factor >= least) return power * factor
}
