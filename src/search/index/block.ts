/**
 * A block: some neighbouring homes and all that search knows of them, each fact a column, in one piece of shared memory.
 * Whatever a home needs lies in its block, so that a change touches one block, and a block that has grown out of its
 * memory is copied into a larger piece without any other noticing.
 */

/** Homes in one block. Small enough to be copied within a millisecond or two, large enough that a city is few blocks. */
export const blockRowsMax = 2_048

/** What a block has room for. `groups` are amenities that have a bit a row; `wide`: some amount is beyond 32 bits. */
export type Shape = Readonly<{ rows: number; units: number; runs: number; details: number; groups: number; wide: boolean }>

export const wordsPerUnit = 24

export type Money = Uint32Array | Float64Array
type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/** Facts that are one number a home. */
export type Columns = Readonly<{
  lat: Float64Array
  lng: Float64Array
  /** Amounts of the price plan; a weekend's is the usual one where the host has set none. */
  baseMinor: Money
  weekendMinor: Money
  cleaningMinor: Money
  extraGuestMinor: Money
  petMinor: Money
  reviewCount: Uint32Array
  /** A number for country, region, town and neighbourhood together. */
  area: Uint32Array
  firstUnit: Uint32Array
  firstRun: Uint32Array
  /** Where in `details` its stay rules and rare amenities are told; 0: it has neither. */
  firstDetail: Uint32Array
  /** The nearest free arrival and until when it was looked for: see nearest.ts; 0: not looked for yet. */
  nearest: Uint32Array
  weeklyDiscountBp: Uint16Array
  monthlyDiscountBp: Uint16Array
  nightsMin: Uint16Array
  nightsMax: Uint16Array
  propertyType: Uint16Array
  zone: Uint16Array
  checkInFrom: Uint16Array
  policy: Uint16Array
  /** Hundredths of a star; 0: not rated. */
  rating: Uint16Array
  /** The day of the latest review; 0: never. */
  reviewedOn: Uint16Array
  unitCount: Uint16Array
  runCount: Uint16Array
  capacity: Uint8Array
  bedrooms: Uint8Array
  beds: Uint8Array
  bathroomHalves: Uint8Array
  petsMax: Uint8Array
  guestsIncluded: Uint8Array
  placeType: Uint8Array
  currency: Uint8Array
}>

export type Block = Readonly<{
  shape: Shape
  buffer: SharedArrayBuffer
  /** How much of each part is in use: see `used`. */
  ends: Uint32Array
  columns: Columns
  /** The same, to copy a home without naming each. */
  all: readonly Numbers[]
  /** Four words a row, the first the most significant. */
  ids: Uint32Array
  /** A bit a row. */
  live: Uint32Array
  instantBook: Uint32Array
  /** A bit a row for each group, group after group. */
  amenities: Uint32Array
  /** 768 nights a unit, a bit each, set when taken: night n at bit n modulo 768. Where: see nights.ts. */
  nights: Uint32Array
  /** The price runs of a row lie side by side: when (see runs.ts), and a night's price. */
  spans: Uint16Array
  prices: Money
  /** For each row that has any: count, then (from, until, fewest nights) for each stay rule; count, then codes of amenities. */
  details: Uint16Array
}>

/** Which word of `ends` says how much of a part is in use. */
export const used = { rows: 0, units: 1, runs: 2, details: 3 } as const
const endsWords = 4

type Take = {
  f64(count: number): Float64Array
  u32(count: number): Uint32Array
  u16(count: number): Uint16Array
  u8(count: number): Uint8Array
}

/** Hands out pieces of `buffer`, largest items first, so that each lies on a multiple of its own size. */
function newTake(buffer: SharedArrayBuffer): Take {
  let at = 0
  const next = (bytes: number) => (at += bytes) - bytes
  return {
    f64: (count) => new Float64Array(buffer, next(count * 8), count),
    u32: (count) => new Uint32Array(buffer, next(count * 4), count),
    u16: (count) => new Uint16Array(buffer, next(count * 2), count),
    u8: (count) => new Uint8Array(buffer, next(count), count),
  }
}

/** Whole words of bits a column. */
export const roundedRows = (rows: number) => Math.ceil(rows / 32) * 32

const even = (count: number) => count + (count & 1)

export function bytesOf({ rows, units, runs, details, groups, wide }: Shape): number {
  const money = wide ? 8 : 4
  const perRow = 2 * 8 + 5 * money + 6 * 4 + 12 * 2 + 8
  const bits = (2 + groups) * (rows / 8)
  return endsWords * 4 + rows * (perRow + 16) + bits + even(runs) * (money + 2) + units * wordsPerUnit * 4 + even(details) * 2
}

export const newBlock = (shape: Shape): Block => viewBlock(shape, new SharedArrayBuffer(Math.ceil(bytesOf(shape) / 8) * 8))

/** A block as it lies in memory that somebody has filled, in this thread or another. */
export function viewBlock(shape: Shape, buffer: SharedArrayBuffer): Block {
  const take = newTake(buffer)
  const { rows, groups } = shape
  const money = (count: number) => (shape.wide ? take.f64(count) : take.u32(count))
  const [lat, lng] = [take.f64(rows), take.f64(rows)]
  const [baseMinor, weekendMinor, cleaningMinor] = [money(rows), money(rows), money(rows)]
  const [extraGuestMinor, petMinor, prices] = [money(rows), money(rows), money(even(shape.runs))]
  const long = longColumns(take, rows)
  const bits = { live: take.u32(rows / 32), instantBook: take.u32(rows / 32), amenities: take.u32((groups * rows) / 32) }
  const words = { ids: take.u32(rows * 4), nights: take.u32(shape.units * wordsPerUnit), ends: take.u32(endsWords) }
  const short = shortColumns(take, rows)
  const lists = { spans: take.u16(even(shape.runs)), details: take.u16(even(shape.details)) }
  const amounts = { baseMinor, weekendMinor, cleaningMinor, extraGuestMinor, petMinor }
  const columns: Columns = { lat, lng, ...amounts, ...long, ...short, ...byteColumns(take, rows) }
  return { shape, buffer, columns, all: Object.values(columns), prices, ...bits, ...words, ...lists }
}

const longColumns = ({ u32 }: Take, rows: number) => ({
  reviewCount: u32(rows),
  area: u32(rows),
  firstUnit: u32(rows),
  firstRun: u32(rows),
  firstDetail: u32(rows),
  nearest: u32(rows),
})

const shortColumns = ({ u16 }: Take, rows: number) => ({
  weeklyDiscountBp: u16(rows),
  monthlyDiscountBp: u16(rows),
  nightsMin: u16(rows),
  nightsMax: u16(rows),
  propertyType: u16(rows),
  zone: u16(rows),
  checkInFrom: u16(rows),
  policy: u16(rows),
  rating: u16(rows),
  reviewedOn: u16(rows),
  unitCount: u16(rows),
  runCount: u16(rows),
})

const byteColumns = ({ u8 }: Take, rows: number) => ({
  capacity: u8(rows),
  bedrooms: u8(rows),
  beds: u8(rows),
  bathroomHalves: u8(rows),
  petsMax: u8(rows),
  guestsIncluded: u8(rows),
  placeType: u8(rows),
  currency: u8(rows),
})
