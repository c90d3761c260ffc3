import type { Currency } from '../kernel/money.ts'
import type { Histogram } from './query.ts'

export const histogramBars = 24
/** The dearest few would press all others into one bar. */
const dearest = 0.98

/** Bars of a round width that hold `prices`; null when there are none. */
export function histogramOf(prices: Float64Array, currency: Currency): Histogram | null {
  if (prices.length === 0) return null
  const sorted = prices.toSorted()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const [lowest, high] = [at(0), at(dearest)]
  const step = roundStep((high - lowest + 1) / histogramBars)
  const from = Math.floor(lowest / step) * step
  const counts: number[] = Array.from({ length: Math.min(histogramBars, Math.floor((high - from) / step) + 1) }, () => 0)
  for (const price of sorted) {
    const bar = Math.min(counts.length - 1, Math.floor((price - from) / step))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  return { currency, from, step, counts }
}

/** The first of 1, 2, 5, 10, 20, 50 … that is not below `least`. */
function roundStep(least: number): number {
  for (let power = 1; ; power *= 10) for (const factor of [1, 2, 5]) if (power * factor >= least) return power * factor
}
