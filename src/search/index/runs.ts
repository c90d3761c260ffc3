import type { DayNumber } from '../../kernel/calendar-date.ts'
import type { Override } from '../../pricing/price-plan.ts'

/**
 * A price run says what each of some following nights costs. When is one number of 16 bits: the first night modulo 1024 and
 * how many, up to 63; longer ones are told in pieces. That is enough, since a run is known only while it touches the window
 * of 768 nights (a piece may begin up to 62 nights before it) and homes are read again as the window moves.
 */
const lengthBits = 6
const lengthMax = 2 ** lengthBits - 1
export const runDays = 2 ** (16 - lengthBits)

export const spanOf = (from: DayNumber, length: number) => ((from & (runDays - 1)) << lengthBits) | length

type Run = { from: DayNumber; length: number; minor: number }

/** What of `overrides` touches the window, in pieces that a run can tell. */
export function runsOf(overrides: readonly Override[], window: { from: DayNumber; until: DayNumber }): Run[] {
  const runs: Run[] = []
  for (const { fromDay, untilDay, nightlyMinor } of overrides) {
    const until = Math.min(untilDay, window.until)
    for (let from = Math.max(fromDay, window.from); from < until; from += lengthMax) {
      runs.push({ from, length: Math.min(lengthMax, until - from), minor: nightlyMinor })
    }
  }
  return runs
}

/** `until`: the end of the window. */
type Nights = Readonly<{ from: DayNumber; length: number; until: DayNumber }>
type Runs = Readonly<{ first: number; count: number }>
type Priced = Readonly<{ spans: Uint16Array; prices: Uint32Array | Float64Array }>

/**
 * Puts what the runs of a row say into `rates`, whose first night is `from`: all of them within the window. Runs say their
 * days modulo 1024, and the window with the longest piece before it is shorter than that, so there is one meaning only. They
 * are in order of date: after the first that begins when all is over, there is none to be laid.
 */
export function layRuns(rates: Float64Array, { from, length, until }: Nights, { spans, prices }: Priced, { first, count }: Runs): void {
  for (let run = first; run < first + count; run++) {
    const span = spans[run] ?? 0
    const nights = span & lengthMax
    const ahead = ((span >>> lengthBits) - from) & (runDays - 1)
    if (ahead >= length && ahead < until - from) return
    const begin = ahead < length ? ahead : 0
    const end = Math.min(length, ahead < length ? ahead + nights : ahead - runDays + nights)
    const minor = prices[run] ?? 0
    for (let night = begin; night < end; night++) rates[night] = minor
  }
}
