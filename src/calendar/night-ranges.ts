import { addDays, dayNumber, fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'

/** The nights from `from` up to, but without, `until`. */
export type NightRange = Readonly<{ from: CalendarDate; until: CalendarDate }>

/** In order, without overlaps, empty ranges or touching neighbours: the shortest list with the same nights. */
export function mergeRanges(ranges: readonly NightRange[]): NightRange[] {
  const merged: { from: CalendarDate; until: CalendarDate }[] = []
  for (const { from, until } of ranges.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    if (from >= until) continue
    const last = merged.at(-1)
    if (!last || last.until < from) merged.push({ from, until })
    else if (last.until < until) last.until = until
  }
  return merged
}

/** `ranges` without the nights of `cut`. */
export const subtractRange = (ranges: readonly NightRange[], cut: NightRange): NightRange[] =>
  mergeRanges(
    ranges.flatMap(({ from, until }) => [
      { from, until: until < cut.from ? until : cut.from },
      { from: from > cut.until ? from : cut.until, until },
    ]),
  )

/** Every night of `range`, ascending. */
export function nightsOf({ from, until }: NightRange): CalendarDate[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, dayNumber(until) - first) }, (_, index) => fromDayNumber(first + index))
}

/** The fewest ranges that hold exactly these nights. */
export const rangesOf = (nights: readonly CalendarDate[]): NightRange[] =>
  mergeRanges(nights.map((night) => ({ from: night, until: addDays(night, 1) })))

/** The range from the first to the last night of `ranges`; undefined when there are none. */
export function spanOf(ranges: readonly NightRange[]): NightRange | undefined {
  const merged = mergeRanges(ranges)
  const [first, last] = [merged.at(0), merged.at(-1)]
  return first && last && { from: first.from, until: last.until }
}
