import type { Block } from './block.ts'
import { idAt, isIdAt, type IdWords } from './ids.ts'

/** Where a home is: the number of its block and its row there, in one number. */
export type Place = number

/** Blocks hold 2,048 rows. */
const rowBits = 11
export const placeOf = (block: number, row: number): Place => block * 2 ** rowBits + row
export const blockOf = (place: Place) => place >>> rowBits
export const rowOf = (place: Place) => place & (2 ** rowBits - 1)

type Blocks = readonly (Block | undefined)[]

/**
 * Finds homes by id. Parted by a byte of the id's hash, each part a table of its own in shared memory (open addressing,
 * places stored plus two), so that growing copies a two hundred and fifty-sixth only.
 */
export type IdTable = { parts: Uint32Array[] }

const partCount = 256
/** A part's first words: its homes, and its slots that are or were used. */
const [homes, filled, header] = [0, 1, 2]
const [empty, gone, firstPlace] = [0, 1, 2]
const slotsMin = 8

export const newPart = (slots: number) => new Uint32Array(new SharedArrayBuffer((header + slots) * 4))

/** @param count of the homes that it has room for from the start */
export function newIdTable(count = 0): IdTable {
  let slots = slotsMin
  while (slots * partCount * roomy < count) slots *= 2
  return { parts: Array.from({ length: partCount }, () => newPart(slots)) }
}

/** So full is a part that needs not grow, though some get more homes than others. */
const roomy = 0.65

/** The last words of an id are random; what is not is stirred. */
function hashOf([a, b, c, d]: IdWords): number {
  let hash = Math.imul(d ^ Math.imul(c, 0x85ebca6b), 0x9e3779b1) ^ Math.imul(a ^ Math.imul(b, 0x27d4eb2f), 0xc2b2ae35)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

const partNumber = (hash: number) => hash >>> 24
const slotsOf = (part: Uint32Array) => part.length - header

/** Its slot, or the first free one (as -1 - slot) when it is not there. */
function slotOf(part: Uint32Array, blocks: Blocks, id: IdWords, hash: number): number {
  const mask = slotsOf(part) - 1
  let free = -1
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const stored = part[header + slot] ?? empty
    if (stored === empty) return -1 - (free < 0 ? slot : free)
    if (stored === gone) free = free < 0 ? slot : free
    else {
      const ids = blocks[blockOf(stored - firstPlace)]?.ids
      if (ids && isIdAt(ids, rowOf(stored - firstPlace), id)) return slot
    }
  }
}

/** -1: not here. */
export function findId({ parts }: IdTable, blocks: Blocks, id: IdWords): Place {
  const hash = hashOf(id)
  const part = parts[partNumber(hash)]
  const slot = part ? slotOf(part, blocks, id, hash) : -1
  return part && slot >= 0 ? (part[header + slot] ?? 0) - firstPlace : -1
}

/** Says where a home is; its id must stand there already. @returns the number of the part that has grown, or -1 */
export function setId(table: IdTable, blocks: Blocks, id: IdWords, place: Place): number {
  const hash = hashOf(id)
  const part = table.parts[partNumber(hash)]
  const slot = part ? slotOf(part, blocks, id, hash) : -1
  if (!part || slot < 0) return addAt(table, blocks, { hash, slot, place })
  part[header + slot] = place + firstPlace
  return -1
}

/** The same for one that stays where it was if it is there already. @returns whether it was not */
export function addId(table: IdTable, blocks: Blocks, id: IdWords, place: Place): boolean {
  const hash = hashOf(id)
  const part = table.parts[partNumber(hash)]
  const slot = part ? slotOf(part, blocks, id, hash) : -1
  if (slot >= 0) return false
  addAt(table, blocks, { hash, slot, place })
  return true
}

type Adding = Readonly<{ hash: number; slot: number; place: Place }>

function addAt(table: IdTable, blocks: Blocks, { hash, slot, place }: Adding): number {
  const number = partNumber(hash)
  const part = (table.parts[number] ??= newPart(slotsMin))
  const at = header - 1 - slot
  if (part[at] === empty) part[filled] = (part[filled] ?? 0) + 1
  part[homes] = (part[homes] ?? 0) + 1
  part[at] = place + firstPlace
  if ((part[filled] ?? 0) * 4 <= slotsOf(part) * 3) return -1
  table.parts[number] = grown(part, blocks)
  return number
}

export function deleteId({ parts }: IdTable, blocks: Blocks, id: IdWords): void {
  const hash = hashOf(id)
  const part = parts[partNumber(hash)]
  const slot = part ? slotOf(part, blocks, id, hash) : -1
  if (!part || slot < 0) return
  part[header + slot] = gone
  part[homes] = (part[homes] ?? 0) - 1
}

function grown(part: Uint32Array, blocks: Blocks): Uint32Array {
  const slots = slotsOf(part)
  const next = newPart((part[homes] ?? 0) * 2 > slots ? slots * 2 : slots)
  const mask = slotsOf(next) - 1
  for (let at = header; at < part.length; at++) {
    const stored = part[at] ?? empty
    if (stored < firstPlace) continue
    const ids = blocks[blockOf(stored - firstPlace)]?.ids
    if (!ids) continue
    let slot = hashOf(idAt(ids, rowOf(stored - firstPlace))) & mask
    while (next[header + slot] !== empty) slot = (slot + 1) & mask
    next[header + slot] = stored
  }
  next[homes] = part[homes] ?? 0
  next[filled] = part[homes] ?? 0
  return next
}
