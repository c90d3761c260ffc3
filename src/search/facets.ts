import type { Currency } from '../kernel/money.ts'
import { withinLimits } from './found.ts'
import { findMatches, type Match, type Question } from './matches.ts'
import { atLeastMax, facetValuesMax, ratingSteps, type AtLeast, type Facet, type Facets, type Query } from './query.ts'
import type { Codes } from './rows.ts'

/** What each further filter would leave. @param currency the only one on offer, which limits of price are in */
export function facetsOf(question: Question, currency: Currency | null): Facets {
  const { rows, query } = question
  const { codes, columns, amenities } = rows
  const matchesOf = (change: Partial<Query>) => findMatches({ ...question, query: { ...query, ...change } })
  const count = (matches: readonly Match[], has: (row: number) => boolean) =>
    withinLimits(
      query,
      matches.filter(({ row }) => has(row)),
      currency,
    ).length
  /** Homes with so many at least, whatever was asked of them before. */
  const atLeast = (matches: readonly Match[], column: ArrayLike<number>, leasts: AtLeast) =>
    leasts.map((least) => count(matches, (row) => (column[row] ?? 0) >= least))
  const suiting = matchesOf({})
  const [ofAnyPlace, ofAnyProperty] = [matchesOf({ placeTypes: [] }), matchesOf({ propertyTypes: [] })]
  return {
    amenities: facetOf(codes.amenity, (code) => count(suiting, amenities.of(code))),
    placeTypes: facetOf(codes.placeType, (code) => count(ofAnyPlace, (row) => columns.placeType[row] === code)),
    propertyTypes: facetOf(codes.propertyType, (code) => count(ofAnyProperty, (row) => columns.propertyType[row] === code)),
    bedrooms: atLeast(matchesOf({ bedroomsMin: 0 }), columns.bedrooms, steps),
    beds: atLeast(matchesOf({ bedsMin: 0 }), columns.beds, steps),
    bathrooms: atLeast(
      matchesOf({ bathroomsMin: 0 }),
      columns.bathroomHalves,
      steps.map((step) => 2 * step),
    ),
    ratings: atLeast(matchesOf({ ratingMin: 0 }), columns.rating, ratingSteps),
    instantBook: count(suiting, (row) => columns.instantBook[row] === 1),
    freeCancellation: count(matchesOf({ freeCancellation: true }), () => true),
    pets: count(matchesOf({ guests: { ...query.guests, pets: Math.max(1, query.guests.pets) } }), () => true),
  }
}

const steps = Array.from({ length: atLeastMax }, (_, index) => index + 1)

function facetOf({ texts }: Codes<string>, count: (code: number) => number): Facet {
  return texts
    .map((value, code) => ({ value, count: count(code) }))
    .filter((facet) => facet.count > 0)
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, facetValuesMax)
}
