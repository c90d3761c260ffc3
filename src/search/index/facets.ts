import { wholeWorld } from '../geography.ts'
import { atLeastMax, facetValuesMax, ratingSteps, type AtLeast, type Facet, type Facets, type Query } from '../query.ts'
import { hasBit, setBit } from './bits.ts'
import { blockRowsMax, type Block } from './block.ts'
import type { Codes } from './codes.ts'
import { eachRareAmenity, misses, newFilter } from './filter.ts'
import { eachBlock, find, newLook, type Question } from './find.ts'
import { Found, isByPrice, partOf, withinLimits } from './found.ts'
import { blockOf, rowOf } from './id-table.ts'
import { groupsMax } from './row.ts'
import type { Index } from './shared-index.ts'
import { newSieve } from './sieve.ts'

const replaceable = ['placeTypes', 'propertyTypes', 'bedroomsMin', 'bedsMin', 'bathroomsMin', 'ratingMin'] as const
type Replaceable = (typeof replaceable)[number]
/** What would be found without one filter: all that suits, and who misses that one alone. */
type Without = Readonly<Record<Replaceable, Found>>

/** What each further filter would leave, with one look at each home. @param currency the only one on offer, which limits of price are in */
export function facetsOf(question: Question, currency: number | null): Facets {
  const { index, query } = question
  const { codes } = index
  const { suiting, without } = nearMisses(question)
  const within = (found: Found) => withinLimits(query, found, currency, codes.currency)
  const also = (change: Partial<Query>) => within(find({ ...question, query: { ...query, ...change } })).count
  const count = newCount(question, currency)
  const leasts = (name: Replaceable, column: Column, steps: AtLeast) =>
    steps.map((least) => count(without[name], (block, row) => valueOf(block, column, row) >= least))
  const matches = within(suiting)
  return {
    amenities: facetOf(codes.amenity, amenityCounts(index, matches)),
    placeTypes: facetOf(codes.placeType, tally(without.placeTypes, 'placeType', codes.placeType, count)),
    propertyTypes: facetOf(codes.propertyType, tally(without.propertyTypes, 'propertyType', codes.propertyType, count)),
    bedrooms: leasts('bedroomsMin', 'bedrooms', steps),
    beds: leasts('bedsMin', 'beds', steps),
    bathrooms: leasts('bathroomsMin', 'bathroomHalves', halves),
    ratings: leasts('ratingMin', 'rating', ratingSteps),
    instantBook: count(suiting, ({ instantBook }, row) => hasBit(instantBook, row)),
    freeCancellation: query.freeCancellation ? matches.count : also({ freeCancellation: true }),
    pets: query.guests.pets > 0 ? matches.count : also({ guests: { ...query.guests, pets: 1 } }),
  }
}

const steps = Array.from({ length: atLeastMax }, (_, index) => index + 1)
const halves = steps.map((step) => step * 2)

type Column = 'placeType' | 'propertyType' | 'bedrooms' | 'beds' | 'bathroomHalves' | 'rating'
const valueOf = ({ columns }: Block, column: Column, row: number) => columns[column][row] ?? 0

function nearMisses(question: Question): { suiting: Found; without: Without } {
  const { index, query } = question
  const suiting = new Found()
  const filter = newFilter(query, index.codes)
  const add = newLook(question)
  const near = new Map<number, Found>(replaceable.map((name) => [misses[name], new Found()]))
  const box = query.box ?? wholeWorld
  // Whatever the filters: who misses one of them counts, too.
  const sieve = newSieve(box, { when: query.when }, index.codes)
  eachBlock(index, box, (number, block, whole) => {
    const count = sieve.pass(block, whole)
    for (let i = 0; i < count; i++) {
      const row = sieve.rows[i] ?? 0
      const missed = filter.missed(block, row)
      const found = missed === 0 ? suiting : near.get(missed)
      if (found) add(found, number, block, row)
    }
  })
  const joined = (name: Replaceable) => {
    const alone = near.get(misses[name])
    return alone && alone.count > 0 ? both(suiting, alone) : suiting
  }
  return {
    suiting,
    without: {
      placeTypes: joined('placeTypes'),
      propertyTypes: joined('propertyTypes'),
      bedroomsMin: joined('bedroomsMin'),
      bedsMin: joined('bedsMin'),
      bathroomsMin: joined('bathroomsMin'),
      ratingMin: joined('ratingMin'),
    },
  }
}

function both(a: Found, b: Found): Found {
  const all = partOf(a, () => true)
  for (let at = 0; at < b.count; at++) {
    const [total, nights, checkIn] = [b.totals[at] ?? NaN, b.nights[at] ?? 0, b.checkIns[at] ?? 0]
    all.add(b.places[at] ?? 0, b.currencies[at] ?? 0, { total, nights, checkIn })
  }
  return all
}

type Count = (found: Found, has: (block: Block, row: number) => boolean) => number

/** How many of those that have something lie within the limits of price. */
function newCount({ index: { blocks, codes }, query }: Question, currency: number | null): Count {
  return (found, has) => {
    const belongs = (at: number) => {
      const place = found.places[at] ?? 0
      const block = blocks[blockOf(place)]
      return block !== undefined && has(block, rowOf(place))
    }
    if (isByPrice(query)) return withinLimits(query, partOf(found, belongs), currency, codes.currency).count
    let count = 0
    for (let at = 0; at < found.count; at++) if (belongs(at)) count++
    return count
  }
}

const tally = (found: Found, column: Column, { texts }: Codes<string>, count: Count) =>
  texts.map((_, code) => count(found, (block, row) => valueOf(block, column, row) === code))

/** How many of `found` have each amenity: of those with a bit a row, 32 homes at a time. */
function amenityCounts({ blocks, codes }: Index, found: Found): number[] {
  const counts = codes.amenity.texts.map(() => 0)
  const bump = (code: number, by: number) => (counts[code] = (counts[code] ?? 0) + by)
  for (let at = 0; at < found.count;) {
    const number = blockOf(found.places[at] ?? 0)
    const block = blocks[number]
    const rows = new Uint32Array(blockRowsMax / 32)
    for (; at < found.count && blockOf(found.places[at] ?? 0) === number; at++) {
      const row = rowOf(found.places[at] ?? 0)
      setBit(rows, row, true)
      if (block) eachRareAmenity(block, row, (code) => bump(code, 1))
    }
    for (let code = 0; block && code < Math.min(groupsMax, block.shape.groups); code++) bump(code, countBits(rows, block, code))
  }
  return counts
}

function countBits(rows: Uint32Array, { amenities, shape }: Block, code: number): number {
  const base = (code * shape.rows) >>> 5
  let count = 0
  for (let word = 0; word < shape.rows >>> 5; word++) count += bitCount((rows[word] ?? 0) & (amenities[base + word] ?? 0))
  return count
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function facetOf({ texts }: Codes<string>, counts: readonly number[]): Facet {
  return texts
    .map((value, code) => ({ value, count: counts[code] ?? 0 }))
    .filter((facet) => facet.count > 0)
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, facetValuesMax)
}
