import type { DayNumber } from '../../kernel/calendar-date.ts'
import { wordsPerUnit, type Block } from './block.ts'

/** How many nights ahead (and one behind, for places where it is still yesterday) search knows. */
export const windowNights = wordsPerUnit * 32

/** Where in a unit's ring of bits a night is: a day's end moves nothing. */
export const slot = (day: DayNumber) => ((day % windowNights) + windowNights) % windowNights

export const isTaken = (nights: Uint32Array, unit: number, day: DayNumber) => {
  const at = slot(day)
  return (((nights[unit * wordsPerUnit + (at >>> 5)] ?? 0) >>> (at & 31)) & 1) === 1
}

/** Says which nights of a unit are taken; those outside the window are passed over. */
export function fillUnit({ nights }: Block, unit: number, taken: Iterable<DayNumber>, from: DayNumber): void {
  const base = unit * wordsPerUnit
  nights.fill(0, base, base + wordsPerUnit)
  for (const day of taken) {
    if (day < from || day >= from + windowNights) continue
    const at = slot(day)
    nights[base + (at >>> 5)] = (nights[base + (at >>> 5)] ?? 0) | (1 << (at & 31))
  }
}

/** Counts the nights from one day up to another as taken in every unit of the block. */
export function takeAll({ nights }: Block, unitsEnd: number, { from, until }: { from: DayNumber; until: DayNumber }): void {
  const mask = maskOf(from, until)
  for (let unit = 0; unit < unitsEnd; unit++) {
    for (let i = 0; i < mask.words.length; i++) {
      const at = unit * wordsPerUnit + (mask.words[i] ?? 0)
      nights[at] = (nights[at] ?? 0) | (mask.bits[i] ?? 0)
    }
  }
}

/** The bits of one stay: pairs of a word and the nights asked of it. */
export type Mask = Readonly<{ words: readonly number[]; bits: readonly number[] }>

export function maskOf(fromDay: DayNumber, untilDay: DayNumber): Mask {
  const byWord = new Map<number, number>()
  for (let day = fromDay; day < untilDay; day++) {
    const word = slot(day) >>> 5
    byWord.set(word, (byWord.get(word) ?? 0) | (1 << (slot(day) & 31)))
  }
  return { words: [...byWord.keys()], bits: [...byWord.values()] }
}

/** Whether one of the units is free for every night of the mask. */
export function anyFree(nights: Uint32Array, first: number, count: number, { words, bits }: Mask): boolean {
  for (let unit = first; unit < first + count; unit++) {
    let taken = 0
    for (let i = 0; i < words.length && taken === 0; i++) taken = (nights[unit * wordsPerUnit + (words[i] ?? 0)] ?? 0) & (bits[i] ?? 0)
    if (taken === 0) return true
  }
  return false
}
