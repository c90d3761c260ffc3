import type { DayNumber } from '../../kernel/calendar-date.ts'
import { wordsPerUnit, type Block } from './block.ts'

/** How many nights ahead (and one behind, for places where it is still yesterday) search knows. */
export const windowNights = wordsPerUnit * 32

/** Where in a unit's ring of bits a night is: a day's end moves nothing. */
export const slot = (day: DayNumber) => ((day % windowNights) + windowNights) % windowNights

/**
 * Where a word of a unit's nights is. The same nights of all units of a block lie side by side: a search asks the same few of
 * one unit after another.
 */
export const wordAt = ({ shape }: Block, unit: number, word: number) => word * shape.units + unit

export function isTaken(block: Block, unit: number, day: DayNumber): boolean {
  const at = slot(day)
  return (((block.nights[wordAt(block, unit, at >>> 5)] ?? 0) >>> (at & 31)) & 1) === 1
}

/** Says which nights of a unit are taken; those outside the window are passed over. */
export function fillUnit(block: Block, unit: number, taken: Iterable<DayNumber>, from: DayNumber): void {
  const words = new Uint32Array(wordsPerUnit)
  for (const day of taken) {
    if (day < from || day >= from + windowNights) continue
    const at = slot(day)
    words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31))
  }
  for (let word = 0; word < wordsPerUnit; word++) block.nights[wordAt(block, unit, word)] = words[word] ?? 0
}

/** The nights of some units of a block, for units of another. */
export function copyUnits(from: Block, { unit, count }: { unit: number; count: number }, to: Block, toUnit: number): void {
  for (let word = 0; word < wordsPerUnit; word++) {
    const at = wordAt(from, unit, word)
    to.nights.set(from.nights.subarray(at, at + count), wordAt(to, toUnit, word))
  }
}

/** Counts the nights from one day up to another as taken in every unit of the block. */
export function takeAll(block: Block, unitsEnd: number, { from, until }: { from: DayNumber; until: DayNumber }): void {
  const { words, bits } = maskOf(from, until)
  for (let i = 0; i < words.length; i++) {
    const first = wordAt(block, 0, words[i] ?? 0)
    for (let at = first; at < first + unitsEnd; at++) block.nights[at] = (block.nights[at] ?? 0) | (bits[i] ?? 0)
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
export function anyFree(block: Block, first: number, count: number, { words, bits }: Mask): boolean {
  for (let unit = first; unit < first + count; unit++) {
    let taken = 0
    for (let i = 0; i < words.length && taken === 0; i++) taken = (block.nights[wordAt(block, unit, words[i] ?? 0)] ?? 0) & (bits[i] ?? 0)
    if (taken === 0) return true
  }
  return false
}
