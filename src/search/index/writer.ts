import { setImmediate as breathe } from 'node:timers/promises'
import type { DayNumber } from '../../kernel/calendar-date.ts'
import type { ListingId } from '../../kernel/ids.ts'
import type { SearchListing } from '../search-listing.ts'
import { hasBit } from './bits.ts'
import { used, type Block } from './block.ts'
import { hilbertKey } from './hilbert.ts'
import { blockOf, deleteId, findId, newIdTable, placeOf, rowOf, setId, type Place } from './id-table.ts'
import { idAt, idWords } from './ids.ts'
import { takeAll, windowNights } from './nights.ts'
import {
  adopt,
  begin,
  blockAt,
  freeRow,
  makeRoom,
  newMaking,
  positionOf,
  shrink,
  tighten,
  widen,
  type Changes,
  type Making,
} from './reshape.ts'
import { clearRow, encode, fits, needsOf, writeNights, writeRow, type Encoded } from './row.ts'
import type { Index } from './shared-index.ts'
import { loadSnapshot, saveSnapshot } from './snapshot.ts'

/**
 * The one who changes an index. Homes lie in blocks along the Hilbert curve: a block that is full is parted in two, one that
 * is nearly empty joins its neighbour, so that whatever comes or goes costs the copying of two blocks at most.
 */
export type Writer = {
  /** @param area a number for where it is, kept with it. @returns what was there of it before */
  put(facts: SearchListing, area: number): Gone | undefined
  /** Nothing where it is not here, or has another number of units by now: then it is put as a whole. */
  putNights(id: ListingId, units: SearchListing['units']): void
  /** @returns its area and point, or undefined when it is not here */
  remove(id: ListingId): Gone | undefined
  clear(): void
  count(): number
  /** Moves the window on, some blocks a step. Nights that enter it count as taken until their homes are put again. */
  rollTo(from: DayNumber): Generator<undefined, void>
  /** Gives up the room that blocks have to spare, some a step: after all has been read. */
  tighten(): Generator<undefined, void>
  /** Writes all to a file, while changes go on. @param mark comes back from `load` */
  save(file: string, mark: unknown): Promise<void>
  /** Reads it into an index that holds nothing yet. @returns the mark, and each home's area and point; null: there is nothing to be trusted */
  load(file: string): Promise<{ mark: unknown; homes: Generator<Gone, void> } | null>
  /** What readers must be told, since the last call. */
  changes(): Changes
  /** Memory of all blocks. */
  bytes(): number
}

export type Gone = Readonly<{ area: number; lat: number; lng: number }>

const blocksAStep = 16

export function newWriter(index: Index): Writer {
  const making = newMaking(index)
  return {
    put: (facts, area) => {
      const home = encode({ facts, id: idWords(facts.id), area, from: index.from, codes: index.codes })
      const place = findId(index.ids, index.blocks, home.id)
      const before = place < 0 ? undefined : seenAt(making, place)
      if (place >= 0 && rewrite(making, place, home)) return before
      if (place >= 0) take(making, place)
      insert(making, home)
      return before
    },
    putNights: (id, units) => {
      const place = findId(index.ids, index.blocks, idWords(id))
      if (place >= 0) writeNights(blockAt(making, blockOf(place)), rowOf(place), units, index.from)
    },
    remove: (id) => {
      const place = findId(index.ids, index.blocks, idWords(id))
      return place < 0 ? undefined : take(making, place)
    },
    clear: () => {
      const { changes } = making
      for (const number of index.blocks.keys()) changes.blocks.add(number)
      for (const number of index.ids.parts.keys()) changes.parts.add(number)
      index.blocks = []
      index.ids = newIdTable()
      Object.assign(making, { ...newMaking(index), changes })
    },
    count: () => making.count,
    rollTo: (from) => roll(making, from),
    *tighten() {
      for (const [done, number] of making.order.toSorted((a, b) => a - b).entries()) {
        if (index.blocks[number]) tighten(making, number)
        if (done % blocksAStep === blocksAStep - 1) yield undefined
      }
    },
    save: async (file, mark) => {
      making.keeping = true
      await saveSnapshot(file, index, mark, () => ({ order: making.order, begins: making.begins })).finally(() => (making.keeping = false))
    },
    load: async (file) => {
      const loaded = await loadSnapshot(file, index)
      if (!loaded) return null
      for (const _ of adopt(making, loaded.order, loaded.begins)) if (making.order.length > 0) await breathe()
      return { mark: loaded.mark, homes: homesIn(index) }
    },
    changes: () => {
      const { changes } = making
      making.changes = { blocks: new Set(), parts: new Set() }
      return changes
    },
    bytes: () => index.blocks.reduce((sum, block) => sum + (block?.buffer.byteLength ?? 0), 0),
  }
}

function* homesIn({ blocks }: Index): Generator<Gone, void> {
  for (const block of blocks) {
    if (!block) continue
    const { area, lat, lng } = block.columns
    for (let row = 0; row < (block.ends[used.rows] ?? 0); row++) {
      if (hasBit(block.live, row)) yield { area: area[row] ?? 0, lat: lat[row] ?? 0, lng: lng[row] ?? 0 }
    }
  }
}

/** Where it is already, when it has not moved and there is room. */
function rewrite(making: Making, place: Place, home: Encoded): boolean {
  const block = blockAt(making, blockOf(place))
  const row = rowOf(place)
  const { lat, lng } = block.columns
  if (lat[row] !== home.facts.lat || lng[row] !== home.facts.lng || !fits(block, row, needsOf(home))) return false
  writeRow(block, row, home, making.index.codes)
  return true
}

function insert(making: Making, home: Encoded): void {
  const needs = needsOf(home)
  if (making.order.length === 0) begin(making)
  for (;;) {
    const position = positionOf(making, hilbertKey(home.facts.lat, home.facts.lng))
    const number = making.order[position] ?? 0
    const block = blockAt(making, number)
    const row = freeRow(making, number, block)
    if (row >= 0 && fits(block, -1, needs)) return seat(making, placeOf(number, row), home)
    makeRoom(making, position, needs)
  }
}

function seat(making: Making, place: Place, home: Encoded): void {
  const { index, homes, changes } = making
  const [number, row] = [blockOf(place), rowOf(place)]
  const block = blockAt(making, number)
  block.ends[used.rows] = Math.max(block.ends[used.rows] ?? 0, row + 1)
  clearRow(block, row)
  writeRow(block, row, home, index.codes)
  widen(index.bounds, number, home.facts.lat, home.facts.lng)
  homes[number] = (homes[number] ?? 0) + 1
  making.count++
  const grown = setId(index.ids, index.blocks, home.id, place)
  if (grown >= 0) changes.parts.add(grown)
}

function seenAt(making: Making, place: Place): Gone {
  const { area, lat, lng } = blockAt(making, blockOf(place)).columns
  const row = rowOf(place)
  return { area: area[row] ?? 0, lat: lat[row] ?? 0, lng: lng[row] ?? 0 }
}

function take(making: Making, place: Place): Gone {
  const { index, homes } = making
  const [number, row] = [blockOf(place), rowOf(place)]
  const block = blockAt(making, number)
  const gone = seenAt(making, place)
  deleteId(index.ids, index.blocks, idAt(block.ids, row))
  clearRow(block, row)
  making.count--
  homes[number] = (homes[number] ?? 0) - 1
  shrink(making, number)
  return gone
}

/**
 * The window's end waits until every block has been gone through, those that were made of others meanwhile too: what was put
 * anew in between counts as taken once more than it must, until it is read again.
 */
function* roll({ index }: Making, from: DayNumber): Generator<undefined, void> {
  if (from <= index.from) return
  const entering = Math.max(index.until, from)
  const done = new Set<Block>()
  index.from = from
  for (let left = blocksLeft(index, done); left.length > 0; left = blocksLeft(index, done)) {
    for (const block of left.slice(0, blocksAStep)) {
      takeAll(block, block.ends[used.units] ?? 0, { from: entering, until: from + windowNights })
      done.add(block)
    }
    yield undefined
  }
  index.until = from + windowNights
}

const blocksLeft = ({ blocks }: Index, done: ReadonlySet<Block>) => blocks.flatMap((block) => (block && !done.has(block) ? [block] : []))
