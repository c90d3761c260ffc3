import type { DayNumber } from '../../kernel/calendar-date.ts'
import { stayNightsMax } from '../../kernel/stay.ts'
import { nightsAheadMax } from '../../listings/listing-policy.ts'
import type { Block } from './block.ts'
import { hasStayRules, nightsMinOf } from './filter.ts'
import type { Hours } from './hours.ts'
import { isTaken } from './nights.ts'

/** Without dates a stay of three nights is shown, or of as many as the host asks for. */
const usualNights = 3

export type MayBe = (block: Block, row: number, checkIn: DayNumber, nights: number) => boolean

export type Nearest = {
  /** The first day on which such a stay may begin, of those that `mayBe`; -1: there is none. */
  find(block: Block, row: number, mayBe: MayBe | null): DayNumber
  /** How long the stay shown is that begins on `day`; Infinity where none may begin. */
  nights(block: Block, row: number, day: DayNumber): number
}

/**
 * What was found is kept with the home, until when it was looked for in the upper half: it stays the nearest until it is too
 * late for it; what was not found, until there is a day more to look at. Threads that look at once find the same.
 */
const keep = (until: DayNumber, found: DayNumber) => until * 65_536 + (found < 0 ? 0 : found)
const keptUntil = (kept: number) => kept >>> 16
const keptDay = (kept: number) => kept & 65_535

/** @param windowUntil the first night that is not known of */
export function newNearest(hours: Hours, windowUntil: DayNumber): Nearest {
  const nights = (block: Block, row: number, day: DayNumber) => {
    const [least, most] = [nightsMinOf(block, row, day), block.columns.nightsMax[row] ?? 0]
    const count = Math.min(Math.max(usualNights, least), most)
    return count > stayNightsMax || count < Math.max(1, least) ? Infinity : count
  }
  const findFrom = (block: Block, row: number, first: DayNumber, until: DayNumber) => {
    const lengthOn = hasStayRules(block, row) ? (day: DayNumber) => nights(block, row, day) : null
    const length = nights(block, row, first)
    if (!lengthOn && length === Infinity) return -1
    const { firstUnit, unitCount } = block.columns
    let earliest = -1
    for (let unit = firstUnit[row] ?? 0, end = unit + (unitCount[row] ?? 0); unit < end; unit++) {
      const within = { from: first, until: Math.min(until, windowUntil) }
      const found = lengthOn ? firstFitting(block, unit, within, lengthOn) : firstFree(block, unit, within, length)
      if (found >= 0 && (earliest < 0 || found < earliest)) earliest = found
    }
    return earliest
  }
  const findOnce = (block: Block, row: number, first: DayNumber, until: DayNumber) => {
    const { nearest } = block.columns
    const kept = nearest[row] ?? 0
    const day = keptDay(kept)
    if (kept !== 0 && (day === 0 ? keptUntil(kept) === until : day >= first)) return day === 0 ? -1 : day
    const found = findFrom(block, row, first, until)
    nearest[row] = keep(until, found)
    return found
  }
  return {
    nights,
    find: (block, row, mayBe) => {
      const first = hours.first(block, row)
      const until = hours.today(block, row) + nightsAheadMax
      let day = findOnce(block, row, first, until)
      while (mayBe && day >= 0 && !mayBe(block, row, day, nights(block, row, day))) day = findFrom(block, row, day + 1, until)
      return day
    },
  }
}

type Within = Readonly<{ from: DayNumber; until: DayNumber }>

/** The earliest day from which the unit is free for so many nights; -1: there is none. */
function firstFree(block: Block, unit: number, { from, until }: Within, count: number): DayNumber {
  let run = 0
  for (let night = from; night < until; night++) {
    run = isTaken(block, unit, night) ? 0 : run + 1
    if (run === count) return night - count + 1
  }
  return -1
}

/** The same where the length depends on the day: from the end, where it is known how many free nights follow each. */
function firstFitting(block: Block, unit: number, { from, until }: Within, lengthOn: (day: DayNumber) => number): DayNumber {
  let [run, fitting] = [0, -1]
  for (let night = until - 1; night >= from; night--) {
    run = isTaken(block, unit, night) ? 0 : run + 1
    if (run >= lengthOn(night)) fitting = night
  }
  return fitting
}
