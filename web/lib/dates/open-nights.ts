import type { OpenNights as ApiOpenNights } from '../api/types.ts'
import { addDays, daysBetween } from './days.ts'

/** A listing's calendar, small enough to ride on its page for two years: what each letter says, the API tells. */
export type OpenNights = ApiOpenNights
export type Stay = Readonly<{ checkIn: string; checkOut: string }>

export const noNights: OpenNights = { from: '', days: '', least: [] }

const letterOf = ({ from, days }: OpenNights, day: string) => (from === '' ? undefined : days[daysBetween(from, day)])

export const isFree = (nights: OpenNights, day: string) => 'nb'.includes(letterOf(nights, day) ?? '-')
export const isLeaving = (nights: OpenNights, day: string) => 'mb'.includes(letterOf(nights, day) ?? '-')

/** The fewest nights of a stay that begins on `day`. */
export const leastFrom = ({ least }: OpenNights, day: string, usual: number) => least.findLast(({ from }) => from <= day)?.nights ?? usual

/** The `count` open stays of so many nights that begin nearest to a day, in the order of the calendar. */
export function nearestStays(nights: OpenNights, { around, length, count }: { around: string; length: number; count: number }): Stay[] {
  if (nights.from === '') return []
  const arrivals: number[] = []
  let run = 0
  for (let index = nights.days.length - 1; index >= 0; index--) {
    run = 'nb'.includes(nights.days[index] ?? '-') ? run + 1 : 0
    if (run >= length) arrivals.push(index)
  }
  const wanted = daysBetween(nights.from, around)
  const chosen: number[] = []
  // The next one overlaps the one before it in all but a night: one on each side tells more.
  for (const index of arrivals.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))) {
    if (chosen.length === count) break
    if (chosen.every((other) => Math.abs(index - other) >= length)) chosen.push(index)
  }
  return chosen
    .toSorted((a, b) => a - b)
    .map((index) => ({ checkIn: addDays(nights.from, index), checkOut: addDays(nights.from, index + length) }))
}

/** Unbroken stretches of free nights long enough to stay in, the first `count` of them; `checkOut` is the morning after the last. */
export function openStretches(nights: OpenNights, { nightsMin, count }: { nightsMin: number; count: number }): Stay[] {
  const found: Stay[] = []
  let start = 0
  for (let index = 0; index <= nights.days.length && found.length < count; index++) {
    if ('nb'.includes(nights.days[index] ?? '-')) continue
    if (index - start >= nightsMin) found.push({ checkIn: addDays(nights.from, start), checkOut: addDays(nights.from, index) })
    start = index + 1
  }
  return found
}
