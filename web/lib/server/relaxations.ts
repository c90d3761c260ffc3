import type { RequestEvent } from '@sveltejs/kit'
import type { Money, SearchResult } from '../api/types.ts'
import { addDays } from '../dates/days.ts'
import type { Criteria } from '../search/criteria.ts'
import { askSearch } from './search.ts'

/** One wish let go, how many homes that gives, and what the cheapest of them costs. */
export type Relaxation = Readonly<{ wish: Wish; criteria: Criteria; total: number; from: Money | null }>

export type Wish =
  | Readonly<{ kind: 'price' | 'bedrooms' | 'instant' | 'placeType' | 'propertyType' | 'place' | 'area' }>
  | Readonly<{ kind: 'amenity'; amenity: string }>
  | Readonly<{ kind: 'later'; checkIn: string; checkOut: string }>

const relaxationsMax = 5
const nearMatches = 4

/** For a search that found nothing: each single wish that would help, most homes first, and a few of the homes it would show. */
export async function relaxationsOf(
  event: Pick<RequestEvent, 'url' | 'fetch'>,
  criteria: Criteria,
): Promise<{ relaxations: Relaxation[]; near: readonly SearchResult[] }> {
  const asked = await Promise.all(
    wishesOf(criteria).map(async ({ wish, without }) => {
      const relaxed = { ...criteria, ...without, page: null }
      const { found } = await askSearch(event, { ...relaxed, sort: 'price' }, nearMatches)
      return found && found.total > 0
        ? { wish, criteria: relaxed, total: found.total, from: found.results[0]?.price?.total ?? null, near: found.results }
        : null
    }),
  )
  const helpful = asked
    .filter((answer) => answer !== null)
    .toSorted((a, b) => b.total - a.total)
    .slice(0, relaxationsMax)
  return {
    relaxations: helpful.map(({ wish, criteria: relaxed, total, from }) => ({ wish, criteria: relaxed, total, from })),
    near: helpful[0]?.near ?? [],
  }
}

function wishesOf(criteria: Criteria): { wish: Wish; without: Partial<Criteria> }[] {
  const wishes: { wish: Wish; without: Partial<Criteria> }[] = []
  if (criteria.priceMin !== null || criteria.priceMax !== null)
    wishes.push({ wish: { kind: 'price' }, without: { priceMin: null, priceMax: null } })
  for (const amenity of criteria.amenities)
    wishes.push({ wish: { kind: 'amenity', amenity }, without: { amenities: criteria.amenities.filter((kept) => kept !== amenity) } })
  if (criteria.placeType.length > 0) wishes.push({ wish: { kind: 'placeType' }, without: { placeType: [] } })
  if (criteria.propertyType.length > 0) wishes.push({ wish: { kind: 'propertyType' }, without: { propertyType: [] } })
  if (criteria.bedrooms !== null) wishes.push({ wish: { kind: 'bedrooms' }, without: { bedrooms: null } })
  if (criteria.instantBook) wishes.push({ wish: { kind: 'instant' }, without: { instantBook: false } })
  if (criteria.checkIn) {
    const later = { checkIn: addDays(criteria.checkIn, 7), checkOut: addDays(criteria.checkOut, 7) }
    wishes.push({ wish: { kind: 'later', ...later }, without: later })
  }
  if (criteria.bbox) wishes.push({ wish: { kind: 'area' }, without: { bbox: '' } })
  else if (criteria.place) wishes.push({ wish: { kind: 'place' }, without: { place: '', placeId: '' } })
  return wishes
}
