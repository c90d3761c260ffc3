import { hasBit } from './bits.ts'
import type { Block } from './block.ts'
import type { Codes } from './codes.ts'
import type { Dictionaries } from './dictionaries.ts'
import { groupsMax } from './row.ts'
import type { Query } from '../query.ts'

/** Filters that look at a home alone, each a bit: which of them a home misses is one number. */
export const misses = {
  guests: 1,
  pets: 2,
  bedroomsMin: 4,
  bedsMin: 8,
  bathroomsMin: 16,
  ratingMin: 32,
  instantBook: 64,
  placeTypes: 128,
  propertyTypes: 256,
  /** Some amenity; which, `missedAmenity` says. */
  amenity: 512,
  /** Two amenities or more. */
  amenities: 1024,
  /** Not to be left out: the currency chosen, or the home is not there. */
  never: 2048,
} as const

export type Filter = Readonly<{
  /** Bits of `misses`; 0: the home suits. */
  missed(block: Block, row: number): number
  /** The place, among those asked, of the amenity that the home last looked at misses. */
  missedAmenity(): number
}>

export function newFilter(query: Query, codes: Dictionaries): Filter {
  const heads = query.guests.adults + query.guests.children
  const { pets } = query.guests
  const { bedroomsMin, bedsMin, ratingMin, instantBook } = query
  const halvesMin = query.bathroomsMin * 2
  const placeTypes = chosen(codes.placeType, query.placeTypes)
  const propertyTypes = chosen(codes.propertyType, query.propertyTypes)
  const currencies = chosen(codes.currency, query.currency === null ? [] : [query.currency])
  /** -1: nobody has it. */
  const amenities = query.amenities.map((amenity) => codes.amenity.known(amenity) ?? -1)
  let missing = -1
  const amenityMisses = (block: Block, row: number) => {
    let missed = 0
    for (let i = 0; i < amenities.length && missed < misses.amenities; i++) {
      if (hasAmenity(block, row, amenities[i] ?? -1)) continue
      missing = i
      missed = missed === 0 ? misses.amenity : misses.amenities
    }
    return missed
  }
  return {
    missedAmenity: () => missing,
    missed: (block, row) => {
      const { columns: c } = block
      let missed = 0
      if ((c.capacity[row] ?? 0) < heads) missed |= misses.guests
      if ((c.petsMax[row] ?? 0) < pets) missed |= misses.pets
      if ((c.bedrooms[row] ?? 0) < bedroomsMin) missed |= misses.bedroomsMin
      if ((c.beds[row] ?? 0) < bedsMin) missed |= misses.bedsMin
      if ((c.bathroomHalves[row] ?? 0) < halvesMin) missed |= misses.bathroomsMin
      if ((c.rating[row] ?? 0) < ratingMin) missed |= misses.ratingMin
      if (instantBook && !hasBit(block.instantBook, row)) missed |= misses.instantBook
      if (placeTypes && placeTypes[c.placeType[row] ?? 0] !== 1) missed |= misses.placeTypes
      if (propertyTypes && propertyTypes[c.propertyType[row] ?? 0] !== 1) missed |= misses.propertyTypes
      if (currencies && currencies[c.currency[row] ?? 0] !== 1) missed |= misses.never
      return amenities.length === 0 ? missed : missed | amenityMisses(block, row)
    },
  }
}

/** 1 at the codes of what was chosen; undefined when nothing was, which lets everything pass. */
export function chosen(codes: Codes<string>, texts: readonly string[]): Uint8Array | undefined {
  if (texts.length === 0) return undefined
  const table = new Uint8Array(codes.texts.length)
  for (const text of texts) {
    const code = codes.known(text)
    if (code !== undefined) table[code] = 1
  }
  return table
}

export function hasAmenity(block: Block, row: number, code: number): boolean {
  const { shape, amenities } = block
  if (code < 0) return false
  if (code < groupsMax) return code < shape.groups && hasBit(amenities, row, (code * shape.rows) >>> 5)
  let found = false
  eachRareAmenity(block, row, (rare) => (found ||= rare === code))
  return found
}

/** Those that have no bit a row. */
export function eachRareAmenity({ columns, details }: Block, row: number, use: (code: number) => void): void {
  const first = columns.firstDetail[row] ?? 0
  if (first === 0) return
  const rare = first + 1 + (details[first] ?? 0) * 3
  for (let i = 1; i <= (details[rare] ?? 0); i++) use(details[rare + i] ?? 0)
}

/** The fewest nights of a stay in this home that begins on `day`. */
export function nightsMinOf({ columns, details }: Block, row: number, day: number): number {
  const first = columns.firstDetail[row] ?? 0
  const rules = first === 0 ? 0 : (details[first] ?? 0)
  for (let at = first + 1; at < first + 1 + rules * 3; at += 3) {
    if ((details[at] ?? 0) <= day && day < (details[at + 1] ?? 0)) return details[at + 2] ?? 0
  }
  return columns.nightsMin[row] ?? 0
}

export const hasStayRules = ({ columns, details }: Block, row: number) => {
  const first = columns.firstDetail[row] ?? 0
  return first !== 0 && (details[first] ?? 0) > 0
}
