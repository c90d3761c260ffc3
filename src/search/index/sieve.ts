import { insideOf, type Box } from '../geography.ts'
import type { Query, When } from '../query.ts'
import { blockRowsMax, used, type Block, type Columns } from './block.ts'
import type { Dictionaries } from './dictionaries.ts'
import { chosen, hasAmenity } from './filter.ts'
import { anyFree, maskOf, wordAt } from './nights.ts'
import { groupsMax } from './row.ts'

/**
 * Finds the rows of a block that pass everything asked: one question after another over all rows that are left, so that memory
 * is read in the order in which it lies, and what has dropped out is looked at no more.
 */
export type Sieve = {
  /** The rows that passed last, in order. */
  readonly rows: Uint16Array
  /** @param whole the block lies in the box as a whole. @returns how many rows passed */
  pass(block: Block, whole: boolean): number
}

/** Leaves those of the first `count` rows that pass, side by side. @returns how many they are */
type Step = (block: Block, rows: Uint16Array, count: number) => number
/** 32 rows at once, a bit each. */
type Bits = (block: Block, word: number) => number

/** What a sieve looks for: a query, or a part of one. */
export type Sought = Partial<Omit<Query, 'box' | 'when'>> & Readonly<{ when?: When | null }>

export function newSieve(box: Box, sought: Sought, codes: Dictionaries): Sieve {
  const rows = new Uint16Array(blockRowsMax)
  const amenities = (sought.amenities ?? []).map((amenity) => codes.amenity.known(amenity) ?? -1)
  const bits = bitsOf(sought.instantBook ?? false, amenities)
  const inside = within(box)
  const steps = [...atLeasts(sought), ...kinds(sought, codes), ...rare(amenities), ...onDates(sought.when ?? null)]
  return {
    rows,
    pass: (block, whole) => {
      let count = setRows(block, bits, rows)
      if (!whole) count = inside(block, rows, count)
      for (const step of steps) count = step(block, rows, count)
      return count
    },
  }
}

function setRows(block: Block, bits: Bits, rows: Uint16Array): number {
  const words = ((block.ends[used.rows] ?? 0) + 31) >>> 5
  let count = 0
  for (let word = 0; word < words; word++) {
    for (let left = bits(block, word); left !== 0; left &= left - 1) rows[count++] = word * 32 + 31 - Math.clz32(left & -left)
  }
  return count
}

function bitsOf(instantBook: boolean, amenities: readonly number[]): Bits {
  return (block, word) => {
    let rows = block.live[word] ?? 0
    if (instantBook) rows &= block.instantBook[word] ?? 0
    for (const code of amenities) {
      // Nobody has it, or nobody in this block.
      if (code < 0 || (code < groupsMax && code >= block.shape.groups)) return 0
      if (code < groupsMax) rows &= block.amenities[((code * block.shape.rows) >>> 5) + word] ?? 0
    }
    return rows
  }
}

function within(box: Box): Step {
  const inside = insideOf(box)
  return ({ columns: { lat, lng } }, rows, count) => {
    let kept = 0
    for (let i = 0; i < count; i++) {
      const row = rows[i] ?? 0
      if (inside(lat[row] ?? 0, lng[row] ?? 0)) rows[kept++] = row
    }
    return kept
  }
}

function atLeast(column: keyof Columns, least: number): Step[] {
  if (least <= 0) return []
  return [
    ({ columns }, rows, count) => {
      const values = columns[column]
      let kept = 0
      for (let i = 0; i < count; i++) {
        const row = rows[i] ?? 0
        if ((values[row] ?? 0) >= least) rows[kept++] = row
      }
      return kept
    },
  ]
}

const atLeasts = ({ guests, bedroomsMin = 0, bedsMin = 0, bathroomsMin = 0, ratingMin = 0, when = null }: Sought): Step[] => [
  ...atLeast('capacity', guests ? guests.adults + guests.children : 0),
  ...atLeast('petsMax', guests?.pets ?? 0),
  ...atLeast('bedrooms', bedroomsMin),
  ...atLeast('beds', bedsMin),
  ...atLeast('bathroomHalves', bathroomsMin * 2),
  ...atLeast('rating', ratingMin),
  ...atLeast('nightsMax', when?.nights ?? 0),
]

function kinds({ placeTypes = [], propertyTypes = [], currency = null }: Sought, codes: Dictionaries): Step[] {
  const oneOf = (column: 'placeType' | 'propertyType' | 'currency', table: Uint8Array | undefined): Step[] => {
    if (!table) return []
    return [
      ({ columns }, rows, count) => {
        const values = columns[column]
        let kept = 0
        for (let i = 0; i < count; i++) {
          const row = rows[i] ?? 0
          if (table[values[row] ?? 0] === 1) rows[kept++] = row
        }
        return kept
      },
    ]
  }
  return [
    ...oneOf('placeType', chosen(codes.placeType, placeTypes)),
    ...oneOf('propertyType', chosen(codes.propertyType, propertyTypes)),
    ...oneOf('currency', chosen(codes.currency, currency === null ? [] : [currency])),
  ]
}

/** Amenities that have no bit a row. */
const rare = (amenities: readonly number[]): Step[] =>
  amenities
    .filter((code) => code >= groupsMax)
    .map((code) => (block, rows, count) => {
      let kept = 0
      for (let i = 0; i < count; i++) {
        const row = rows[i] ?? 0
        if (hasAmenity(block, row, code)) rows[kept++] = row
      }
      return kept
    })

/** Where one arrival alone is asked for, most homes drop out because they are taken. */
function onDates(when: When | null): Step[] {
  const [arrival, ...others] = when?.arrivals ?? []
  if (!when || arrival === undefined || others.length > 0) return []
  const mask = maskOf(arrival, arrival + when.nights)
  const [word = 0, bits = 0] = [mask.words[0], mask.bits[0]]
  const isOneWord = mask.words.length === 1
  return [
    (block, rows, count) => {
      const { columns, nights } = block
      const { firstUnit, unitCount } = columns
      const first = wordAt(block, 0, word)
      let kept = 0
      for (let i = 0; i < count; i++) {
        const row = rows[i] ?? 0
        const [unit, units] = [firstUnit[row] ?? 0, unitCount[row] ?? 0]
        const free = units === 1 && isOneWord ? ((nights[first + unit] ?? 0) & bits) === 0 : anyFree(block, unit, units, mask)
        if (free) rows[kept++] = row
      }
      return kept
    },
  ]
}
