import type { RequestEvent } from '@sveltejs/kit'
import type { Instead, Money, Search, SearchResult } from '../api/types.ts'
import type { Catalogue } from '../i18n/catalogue.ts'
import { anyDay, filterCount, noFilters } from '../search/choices.ts'
import type { Criteria } from '../search/criteria.ts'
import { changeTo, isSome } from '../search/instead.ts'
import { askSearch } from './search.ts'

/** A search that asks for much less, how many homes that finds, and what the cheapest of them costs. */
export type Wider = Readonly<{
  kind: 'filters' | 'dates' | 'filtersAndPlace' | 'everything'
  criteria: Criteria
  total: number
  from: Money | null
}>

/** What a search that found nothing is answered with: its own alternatives, or where none of them would do wider searches; and homes that come close. */
export type Nothing = Readonly<{ instead: Instead | null; wider: readonly Wider[]; near: readonly SearchResult[] }>

/** What is handed to what says so; `words` are its own catalogue, nothing.json. */
export type More = Readonly<{
  words: Catalogue
  criteria: Criteria
  found: Search
  nothing: Nothing | null
  recent: readonly SearchResult[]
}>

const nearMatches = 4

type Event = Pick<RequestEvent, 'url' | 'locals'>

export async function insteadOf(event: Event, criteria: Criteria, { instead }: Pick<Search, 'instead'>): Promise<Nothing> {
  if (!isSome(instead)) {
    const wider = await widerOf(event, criteria)
    return { instead, wider: wider.map(({ near: _, ...step }) => step), near: wider[0]?.near ?? [] }
  }
  const { found } = await askSearch(event, { ...criteria, ...changeTo(instead, criteria), page: null }, nearMatches)
  return { instead, wider: [], near: found?.results ?? [] }
}

/** A search that found nothing, with the homes that come close to it for its map, so that half of a wide page is not empty. */
export function withNearHomes(found: Search, near: readonly SearchResult[]): Search {
  const pins = near.map(({ listingId, placeType, propertyType, location, price }) => ({
    listingId,
    placeType,
    propertyType,
    count: 1,
    ...location,
    total: price?.total ?? null,
  }))
  return { ...found, pins }
}

/** Those of the wider searches that lead to homes, the nearest first. */
async function widerOf(event: Event, criteria: Criteria): Promise<(Wider & { near: readonly SearchResult[] })[]> {
  const asked = await Promise.all(
    stepsOf(criteria).map(async ({ kind, without }) => {
      const wider = { ...criteria, ...without, page: null }
      const { found } = await askSearch(event, { ...wider, sort: 'price' }, nearMatches)
      return found && found.total > 0
        ? { kind, criteria: wider, total: found.total, from: found.results[0]?.price?.total ?? null, near: found.results }
        : null
    }),
  )
  return asked.filter((answer) => answer !== null)
}

type Step = Readonly<{ kind: Wider['kind']; without: Partial<Criteria> }>

function stepsOf(criteria: Criteria): Step[] {
  const somewhere = criteria.bbox !== '' || criteria.place !== ''
  const sometime = criteria.checkIn !== '' || criteria.stay !== ''
  const anywhere = { place: '', placeId: '', bbox: '' }
  const steps: Step[] = []
  if (filterCount(criteria) > 0) steps.push({ kind: 'filters', without: noFilters })
  if (sometime) steps.push({ kind: 'dates', without: { ...noFilters, ...anyDay } })
  if (somewhere) steps.push({ kind: 'filtersAndPlace', without: { ...noFilters, ...anywhere } })
  if (somewhere && sometime) steps.push({ kind: 'everything', without: { ...noFilters, ...anywhere, ...anyDay } })
  return steps
}
