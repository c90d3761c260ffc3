import type { DayNumber } from '../../kernel/calendar-date.ts'

/** The days from `from` up to, but without, `until` all have `value`. */
export type Run = Readonly<{ from: DayNumber; until: DayNumber; value: number }>

/**
 * Days with a value, kept as runs: a year at one price is three numbers. A calendar comes mostly in order of date, and
 * then a day costs a comparison; in any other order it still ends as the same runs.
 */
export type Runs = {
  add(day: DayNumber, value: number): void
  has(day: DayNumber): boolean
  /** How many days were added. */
  count(): number
  /** In order of date, as few as can be. */
  sorted(): Run[]
}

export function newRuns(): Runs {
  /** from, until, value; from, until, value; … in the order they came. */
  const flat: number[] = []
  const at = (index: number) => flat[index] ?? 0
  let days = 0
  return {
    add(day, value) {
      days += 1
      const last = flat.length - 3
      if (last >= 0 && at(last + 1) === day && at(last + 2) === value) flat[last + 1] = day + 1
      else flat.push(day, day + 1, value)
    },
    has(day) {
      for (let run = flat.length - 3; run >= 0; run -= 3) if (at(run) <= day && day < at(run + 1)) return true
      return false
    },
    count: () => days,
    sorted() {
      const runs: Run[] = []
      for (let run = 0; run < flat.length; run += 3) runs.push({ from: at(run), until: at(run + 1), value: at(run + 2) })
      return joined(runs.toSorted((a, b) => a.from - b.from))
    },
  }
}

function joined(runs: readonly Run[]): Run[] {
  const longest: Run[] = []
  for (const run of runs) {
    const last = longest.at(-1)
    if (last && last.until === run.from && last.value === run.value) longest[longest.length - 1] = { ...last, until: run.until }
    else longest.push(run)
  }
  return longest
}

/** The value that most days have; the lower one of two that are equally common. Undefined without runs. */
export function commonest(runs: readonly Run[]): number | undefined {
  const days = new Map<number, number>()
  for (const { from, until, value } of runs) days.set(value, (days.get(value) ?? 0) + until - from)
  const ranked = [...days].toSorted(([a, daysA], [b, daysB]) => daysB - daysA || a - b)
  return ranked[0]?.[0]
}
