import type { DayNumber } from '../kernel/calendar-date.ts'

/** How many nights ahead (and one behind, for places where it is still yesterday) search knows. */
export const windowNights = 768
const words = windowNights / 32

/** The bits of one stay: pairs of a word and the nights asked of it. */
type Mask = { readonly words: readonly number[]; readonly bits: readonly number[] }

type Span = { from: DayNumber; until: DayNumber }

/**
 * Which nights of which unit are taken: a ring of 768 bits a unit, night n at bit n modulo 768, so that a day's end moves
 * nothing. Units of one listing lie side by side.
 */
export type Nights = {
  /** The first night of the window; it ends before `from() + windowNights`. */
  from(): DayNumber
  /** Places for `count` units side by side, each to be filled. @returns the first. */
  allot(count: number): number
  release(first: number, count: number): void
  /** Says which nights of a unit are taken; those outside the window are passed over. */
  fill(unit: number, taken: Iterable<DayNumber>): void
  mask(fromDay: DayNumber, untilDay: DayNumber): Mask
  /** Whether one of the units is free for every night of the mask. */
  anyFree(first: number, count: number, mask: Mask): boolean
  /** The earliest day from which one unit is free for `nightCount` nights, all within the days asked and the window; -1: there is none. */
  firstFree(units: { first: number; count: number }, within: Span, nightCount: number): DayNumber
  /** The same where the length of a stay depends on the day it begins; Infinity: none may begin then. */
  firstFitting(units: { first: number; count: number }, within: Span, lengthOn: (day: DayNumber) => number): DayNumber
  /** Moves the window on. Nights that enter it count as taken until `fill` says otherwise: nothing is promised unread. */
  rollTo(day: DayNumber): void
  bytes(): number
}

export function newNights(firstDay: DayNumber): Nights {
  let from = firstDay
  let bits = new Uint32Array(1024 * words)
  let used = 0
  const spare = new Map<number, number[]>()

  const taken = (unit: number, day: DayNumber) => (((bits[unit * words + (slot(day) >> 5)] ?? 0) >>> (slot(day) & 31)) & 1) === 1
  const take = (unit: number, day: DayNumber) => {
    const word = unit * words + (slot(day) >> 5)
    bits[word] = (bits[word] ?? 0) | (1 << (slot(day) & 31))
  }
  const unitFree = (unit: number, mask: Mask) => {
    for (let i = 0; i < mask.words.length; i++) {
      if (((bits[unit * words + (mask.words[i] ?? 0)] ?? 0) & (mask.bits[i] ?? 0)) !== 0) return false
    }
    return true
  }
  const firstFreeOf = (unit: number, within: Span, nightCount: number) => {
    const until = Math.min(within.until, from + windowNights)
    let run = 0
    for (let night = Math.max(within.from, from); night < until; night++) {
      run = taken(unit, night) ? 0 : run + 1
      if (run === nightCount) return night - nightCount + 1
    }
    return -1
  }
  /** From the end, where it is known how many free nights follow each. */
  const firstFittingOf = (unit: number, within: Span, lengthOn: (day: DayNumber) => number) => {
    let [run, fitting] = [0, -1]
    for (let night = Math.min(within.until, from + windowNights) - 1; night >= Math.max(within.from, from); night--) {
      run = taken(unit, night) ? 0 : run + 1
      if (run >= lengthOn(night)) fitting = night
    }
    return fitting
  }

  return {
    from: () => from,
    allot: (count) => {
      const again = spare.get(count)?.pop()
      if (again !== undefined) return again
      used += count
      if (used * words > bits.length) bits = grown(bits, used * words)
      return used - count
    },
    release: (first, count) => {
      const same = spare.get(count)
      if (same) same.push(first)
      else spare.set(count, [first])
    },
    fill: (unit, days) => {
      bits.fill(0, unit * words, (unit + 1) * words)
      for (const day of days) if (day >= from && day < from + windowNights) take(unit, day)
    },
    mask: maskOf,
    anyFree: (first, count, mask) => {
      for (let unit = first; unit < first + count; unit++) if (unitFree(unit, mask)) return true
      return false
    },
    firstFree: ({ first, count }, within, nightCount) =>
      earliest(Array.from({ length: count }, (_, index) => firstFreeOf(first + index, within, nightCount))),
    firstFitting: ({ first, count }, within, lengthOn) =>
      earliest(Array.from({ length: count }, (_, index) => firstFittingOf(first + index, within, lengthOn))),
    rollTo: (day) => {
      for (let night = Math.max(from + windowNights, day); night < day + windowNights; night++) {
        for (let unit = 0; unit < used; unit++) take(unit, night)
      }
      from = Math.max(from, day)
    },
    bytes: () => bits.byteLength,
  }
}

const earliest = (days: readonly DayNumber[]) => days.filter((day) => day >= 0).reduce((a, b) => (a < 0 || b < a ? b : a), -1)

const slot = (day: DayNumber) => ((day % windowNights) + windowNights) % windowNights

function maskOf(fromDay: DayNumber, untilDay: DayNumber): Mask {
  const byWord = new Map<number, number>()
  for (let day = fromDay; day < untilDay; day++) {
    const word = slot(day) >> 5
    byWord.set(word, (byWord.get(word) ?? 0) | (1 << (slot(day) & 31)))
  }
  return { words: [...byWord.keys()], bits: [...byWord.values()] }
}

function grown(bits: Uint32Array<ArrayBuffer>, atLeast: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(atLeast, bits.length * 2))
  larger.set(bits)
  return larger
}
