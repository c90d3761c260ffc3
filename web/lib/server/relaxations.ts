import type { RequestEvent } from '@sveltejs/kit'
import type { Money, Search, SearchResult } from '../api/types.ts'
import { addDays } from '../dates/days.ts'
import { filterCount, noFilters, roomCounts, type Criteria } from '../search/criteria.ts'
import { askSearch } from './search.ts'

/** One wish let go (or more, where letting go of one is not enough), how many homes that gives, and what the cheapest of them costs. */
export type Relaxation = Readonly<{ wish: Wish; criteria: Criteria; total: number; from: Money | null }>

export type Wish =
  | Readonly<{ kind: 'price' | 'bedrooms' | 'beds' | 'bathrooms' | 'instant' | 'placeType' | 'propertyType' | 'place' | 'area' }>
  | Readonly<{ kind: 'filters' | 'dates' | 'filtersAndPlace' | 'everything' }>
  | Readonly<{ kind: 'amenity'; amenity: string }>
  | Readonly<{ kind: 'later'; checkIn: string; checkOut: string }>

const relaxationsMax = 5
const nearMatches = 4

/**
 * For a search that found nothing: each single wish that would help, most homes first, and a few of the homes it would show.
 * Where none would, what helps of the larger steps, smallest first; `several` says so.
 */
export async function relaxationsOf(
  event: Pick<RequestEvent, 'url' | 'locals'>,
  criteria: Criteria,
): Promise<{ relaxations: Relaxation[]; near: readonly SearchResult[]; several: boolean }> {
  const single = (await ask(event, criteria, wishesOf(criteria))).toSorted((a, b) => b.total - a.total)
  const several = single.length === 0
  const helpful = (several ? await ask(event, criteria, largerSteps(criteria)) : single).slice(0, relaxationsMax)
  return {
    relaxations: helpful.map(({ wish, criteria: relaxed, total, from }) => ({ wish, criteria: relaxed, total, from })),
    near: helpful[0]?.near ?? [],
    several,
  }
}

/** A search that found nothing, with the homes that come close to it for its map, so that half of a wide page is not empty. */
export function withNearHomes(found: Search, near: readonly SearchResult[]): Search {
  const pins = near.map(({ listingId, title, location, price }) => ({
    listingId,
    title,
    count: 1,
    ...location,
    total: price?.total ?? null,
  }))
  return { ...found, pins }
}

type Step = Readonly<{ wish: Wish; without: Partial<Criteria> }>

/** Those of the steps that lead to homes. */
async function ask(event: Pick<RequestEvent, 'url' | 'locals'>, criteria: Criteria, steps: readonly Step[]) {
  const asked = await Promise.all(
    steps.map(async ({ wish, without }) => {
      const relaxed = { ...criteria, ...without, page: null }
      const { found } = await askSearch(event, { ...relaxed, sort: 'price' }, nearMatches)
      return found && found.total > 0
        ? { wish, criteria: relaxed, total: found.total, from: found.results[0]?.price?.total ?? null, near: found.results }
        : null
    }),
  )
  return asked.filter((answer) => answer !== null)
}

function largerSteps(criteria: Criteria): Step[] {
  const somewhere = criteria.bbox !== '' || criteria.place !== ''
  const anywhere = { place: '', placeId: '', bbox: '' }
  const anyDay = { checkIn: '', checkOut: '' }
  const steps: Step[] = []
  if (filterCount(criteria) > 0) steps.push({ wish: { kind: 'filters' }, without: noFilters })
  if (criteria.checkIn) steps.push({ wish: { kind: 'dates' }, without: { ...noFilters, ...anyDay } })
  if (somewhere) steps.push({ wish: { kind: 'filtersAndPlace' }, without: { ...noFilters, ...anywhere } })
  if (somewhere && criteria.checkIn) steps.push({ wish: { kind: 'everything' }, without: { ...noFilters, ...anywhere, ...anyDay } })
  return steps
}

function wishesOf(criteria: Criteria): Step[] {
  const wishes: Step[] = []
  if (criteria.priceMin !== null || criteria.priceMax !== null)
    wishes.push({ wish: { kind: 'price' }, without: { priceMin: null, priceMax: null } })
  for (const amenity of criteria.amenities)
    wishes.push({ wish: { kind: 'amenity', amenity }, without: { amenities: criteria.amenities.filter((kept) => kept !== amenity) } })
  if (criteria.placeType.length > 0) wishes.push({ wish: { kind: 'placeType' }, without: { placeType: [] } })
  if (criteria.propertyType.length > 0) wishes.push({ wish: { kind: 'propertyType' }, without: { propertyType: [] } })
  for (const name of roomCounts) if (criteria[name] !== null) wishes.push({ wish: { kind: name }, without: { [name]: null } })
  if (criteria.instantBook) wishes.push({ wish: { kind: 'instant' }, without: { instantBook: false } })
  if (criteria.checkIn) {
    const later = { checkIn: addDays(criteria.checkIn, 7), checkOut: addDays(criteria.checkOut, 7) }
    wishes.push({ wish: { kind: 'later', ...later }, without: later })
  }
  if (criteria.bbox) wishes.push({ wish: { kind: 'area' }, without: { bbox: '' } })
  else if (criteria.place) wishes.push({ wish: { kind: 'place' }, without: { place: '', placeId: '' } })
  return wishes
}
