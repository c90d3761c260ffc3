import type { Match } from './matches.ts'
import type { Codes, Rows } from './rows.ts'

export const facetValuesMax = 60

/** How many of the homes found have it, or are of it; most first, then by name. */
export type Facet = readonly Readonly<{ value: string; count: number }>[]
export type Facets = Readonly<{ amenities: Facet; placeTypes: Facet; propertyTypes: Facet }>

/** What the homes found have in common, for who wants to choose further among them. */
export function facetsOf({ codes, columns, amenities }: Rows, matches: readonly Match[]): Facets {
  return {
    amenities: counted(codes.amenity, (code) => countOf(matches, amenities.of(code))),
    placeTypes: counted(codes.placeType, (code) => countOf(matches, (row) => columns.placeType[row] === code)),
    propertyTypes: counted(codes.propertyType, (code) => countOf(matches, (row) => columns.propertyType[row] === code)),
  }
}

function countOf(matches: readonly Match[], has: (row: number) => boolean): number {
  let count = 0
  for (const { row } of matches) if (has(row)) count++
  return count
}

function counted({ texts }: Codes<string>, count: (code: number) => number): Facet {
  return texts
    .map((value, code) => ({ value, count: count(code) }))
    .filter((facet) => facet.count > 0)
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, facetValuesMax)
}
