import { daysBetween } from '../dates/days.ts'

/** Nights on end that somebody has, from `from` up to, but without, `until`. `before`, `after`: it goes on beyond what is known. */
export type Run = Readonly<{ from: string; until: string; before: boolean; after: boolean }>

/**
 * A bar over a row of days, in days from the row's first: a night begins in the middle of its day and ends in the middle of
 * the next. `opens` and `closes` say whether the stay itself begins and ends in this row, or comes and goes over its edge.
 */
export type Bar<R extends Run> = Readonly<{ run: R; at: number; start: number; length: number; opens: boolean; closes: boolean }>

/** Two stays may share a day: a little air between the one that ends and the one that begins. */
const air = 0.03

/** @param days in a row, without gaps */
export function barsOver<R extends Run>(days: readonly string[], runs: readonly R[]): Bar<R>[] {
  const [first = ''] = days
  return runs.flatMap((run) => {
    const from = daysBetween(first, run.from)
    const until = daysBetween(first, run.until)
    if (until < 0 || from >= days.length) return []
    const opens = from >= 0 && !(from === 0 && run.before)
    const closes = until < days.length && !(run.after && until === days.length)
    const begin = opens ? from + 0.5 + air : 0
    const end = closes ? until + 0.5 - air : days.length
    const at = Math.floor(begin)
    return [{ run, at, start: begin - at, length: end - begin, opens, closes }]
  })
}
