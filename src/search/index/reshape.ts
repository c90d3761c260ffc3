import { hasBit } from './bits.ts'
import { blockRowsMax, newBlock, roundedRows, used, type Block, type Shape } from './block.ts'
import { hilbertKey } from './hilbert.ts'
import { addId, newIdTable, placeOf, setId } from './id-table.ts'
import { idAt } from './ids.ts'
import { clearRow, copyRow, needsOfRow, type Needs } from './row.ts'
import { blocksMax, type Index } from './shared-index.ts'

/** What the one who changes an index knows besides: how its blocks lie along the curve, and what readers have not been told yet. */
export type Making = {
  readonly index: Index
  /** Numbers of blocks along the curve, and the key at which each begins. */
  order: number[]
  begins: number[]
  /** How many homes are in each block, by its number. */
  homes: number[]
  count: number
  changes: Changes
  /** While a snapshot is written no block is given up: its homes might move to one that has been written already. */
  keeping: boolean
}

/** What readers must be told of: everything else they see in the memory that they share. */
export type Changes = { blocks: Set<number>; parts: Set<number> }

export const newMaking = (index: Index): Making => ({
  index,
  order: [],
  begins: [],
  homes: [],
  count: 0,
  changes: { blocks: new Set(), parts: new Set() },
  keeping: false,
})

/** A home in a block. */
type Seat = Readonly<{ block: Block; row: number }>

/** Room for so much more than there is, in parts of what there is: for a block that grows, and for one that has been filled for now. */
const growing = 1 / 2
const filled = 1 / 16
const rowsMin = 32

/** A block with fewer homes joins its neighbour, where they fill half a block at most together. */
const sparseMax = blockRowsMax / 8
const joinedMax = blockRowsMax / 2

export function blockAt({ index }: Making, number: number): Block {
  const block = index.blocks[number]
  if (!block) throw new Error(`no block ${number}`)
  return block
}

/** The place in `order` of the block that a key belongs to; the first block takes what lies before it, too. */
export function positionOf({ begins }: Making, key: number): number {
  let [low, high] = [0, begins.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((begins[middle] ?? 0) <= key) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

/** A row that is not in use; -1: there is none. */
export function freeRow({ homes }: Making, number: number, { live, ends, shape }: Block): number {
  const end = ends[used.rows] ?? 0
  if (homes[number] === end) return end < shape.rows ? end : -1
  for (let row = 0; row < end; row++) if (!hasBit(live, row)) return row
  return -1
}

/** A block of its own for the first home of all. */
export function begin(making: Making): void {
  const number = freeNumber(making)
  making.order.push(number)
  making.begins.push(0)
  build(making, number, [], null)
}

/** Room in a block for one that needs `more`: in larger memory or, when it is full of homes, in two blocks. */
export function makeRoom(making: Making, position: number, more: Needs): void {
  const number = making.order[position] ?? 0
  const seats = seatsOf(blockAt(making, number))
  if (seats.length < blockRowsMax) return build(making, number, seats, more)
  const keyed = seats.map((seat) => ({ seat, key: keyOf(seat) })).toSorted((a, b) => a.key - b.key)
  const half = keyed.length >> 1
  const [lower, upper] = [keyed.slice(0, half), keyed.slice(half)].map((part) => part.map(({ seat }) => seat))
  const next = freeNumber(making)
  making.order.splice(position + 1, 0, next)
  making.begins.splice(position + 1, 0, keyed[half]?.key ?? 0)
  build(making, next, upper ?? [], null)
  build(making, number, lower ?? [], null)
}

/** After homes have left a block: it is given up when it is empty, and joins its neighbour when it is nearly so. */
export function shrink(making: Making, number: number): void {
  const { order, begins, homes } = making
  const left = homes[number] ?? 0
  if (left > sparseMax || making.keeping) return
  const position = order.indexOf(number)
  if (left === 0) return giveUp(making, position)
  const onto = position > 0 ? position - 1 : position + 1
  const neighbour = order[onto]
  if (neighbour === undefined || left + (homes[neighbour] ?? 0) > joinedMax) return
  begins[onto] = Math.min(begins[onto] ?? 0, begins[position] ?? 0)
  build(making, neighbour, [...seatsOf(blockAt(making, neighbour)), ...seatsOf(blockAt(making, number))], null)
  giveUp(making, position)
}

/** Takes over blocks that were read: who is where, how many there are, and whom a block that was parted meanwhile told twice. */
export function* adopt(making: Making, order: readonly number[], begins: readonly number[]): Generator<undefined, void> {
  const { index, homes, changes } = making
  making.order = [...order]
  making.begins = [...begins]
  index.ids = newIdTable(order.reduce((sum, number) => sum + (blockAt(making, number).ends[used.rows] ?? 0), 0))
  for (const number of index.ids.parts.keys()) changes.parts.add(number)
  for (const number of order) {
    const block = blockAt(making, number)
    homes[number] = 0
    index.bounds.set(nowhere, number * 4)
    for (const { row } of seatsOf(block)) {
      if (!addId(index.ids, index.blocks, idAt(block.ids, row), placeOf(number, row))) {
        clearRow(block, row)
        continue
      }
      widen(index.bounds, number, block.columns.lat[row] ?? 0, block.columns.lng[row] ?? 0)
      homes[number]++
      making.count++
    }
    changes.blocks.add(number)
    yield undefined
  }
}

const nowhere = [Infinity, Infinity, -Infinity, -Infinity]

/** Memory with little room to spare, for a block that has been filled for now. */
export function tighten(making: Making, number: number): void {
  const seats = seatsOf(blockAt(making, number))
  fillWith(making, number, seats, shapeFor(seats, null, filled))
}

function giveUp({ index, order, begins, changes }: Making, position: number): void {
  const [number = 0] = order.splice(position, 1)
  begins.splice(position, 1)
  index.blocks[number] = undefined
  index.bounds.fill(NaN, number * 4, number * 4 + 4)
  changes.blocks.add(number)
}

function freeNumber({ index }: Making): number {
  const hole = index.blocks.indexOf(undefined)
  const number = hole < 0 ? index.blocks.length : hole
  if (number >= blocksMax) throw new Error('too many homes for one index')
  return number
}

/** Puts these homes, and room for one that needs `more`, into memory of their own as block `number`. */
function build(making: Making, number: number, seats: readonly Seat[], more: Needs | null): void {
  fillWith(making, number, seats, shapeFor(seats, more, growing))
}

function fillWith({ index, homes, changes }: Making, number: number, seats: readonly Seat[], shape: Shape): void {
  const block = newBlock(shape)
  block.ends[used.details] = 1
  block.ends[used.rows] = seats.length
  for (const [row, { block: from, row: fromRow }] of seats.entries()) copyRow(from, fromRow, block, row)
  index.blocks[number] = block
  homes[number] = seats.length
  changes.blocks.add(number)
  index.bounds.set(nowhere, number * 4)
  const { lat, lng } = block.columns
  for (let row = 0; row < seats.length; row++) {
    widen(index.bounds, number, lat[row] ?? 0, lng[row] ?? 0)
    const grown = setId(index.ids, index.blocks, idAt(block.ids, row), placeOf(number, row))
    if (grown >= 0) changes.parts.add(grown)
  }
}

export function widen(bounds: Float64Array, number: number, lat: number, lng: number): void {
  const at = number * 4
  bounds[at] = Math.min(bounds[at] ?? 0, lng)
  bounds[at + 1] = Math.min(bounds[at + 1] ?? 0, lat)
  bounds[at + 2] = Math.max(bounds[at + 2] ?? 0, lng)
  bounds[at + 3] = Math.max(bounds[at + 3] ?? 0, lat)
}

function shapeFor(seats: readonly Seat[], more: Needs | null, room: number): Shape {
  const sum = { units: 0, runs: 0, details: 1, groups: 0, wide: false, ...more }
  if (more) sum.details = more.details + 1
  for (const { block, row } of seats) {
    const needs = needsOfRow(block, row)
    sum.units += needs.units
    sum.runs += needs.runs
    sum.details += needs.details
    sum.groups = Math.max(sum.groups, needs.groups)
    sum.wide ||= needs.wide
  }
  const roomy = (count: number) => Math.ceil(count * (1 + room))
  const rows = Math.min(blockRowsMax, roundedRows(Math.max(rowsMin, roomy(seats.length + (more ? 1 : 0)))))
  return { ...sum, rows, units: roomy(sum.units), runs: roomy(sum.runs), details: roomy(sum.details) }
}

function seatsOf(block: Block): Seat[] {
  const seats: Seat[] = []
  for (let row = 0; row < (block.ends[used.rows] ?? 0); row++) if (hasBit(block.live, row)) seats.push({ block, row })
  return seats
}

const keyOf = ({ block: { columns }, row }: Seat) => hilbertKey(columns.lat[row] ?? 0, columns.lng[row] ?? 0)
