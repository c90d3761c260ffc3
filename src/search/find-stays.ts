import type { z } from 'zod'
import { err, ok, type Result } from '../kernel/result.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Deps } from '../platform/deps.ts'
import { whenAsked, type DatesError } from './dates-asked.ts'
import { filtersAsked } from './filters-asked.ts'
import type { BoxError } from './geography.ts'
import { findInstead } from './find-instead.ts'
import { presentAnswer, presentHits, presentPlace } from './present-found.ts'
import type { Query } from './query.ts'
import type { Search, SearchError } from './search.ts'
import { whereAsked } from './where-asked.ts'
import type { searchQueryWire } from './wire.ts'
import type { Found } from './write-found.ts'

type Request = z.output<typeof searchQueryWire>
type Finding = Pick<Deps, 'clock'> & { search: Search }

export type FindStaysError = SearchError | BoxError | DatesError | { code: 'distance_needs_place' }

/** What a guest finds: listings that suit, a page of them with what they cost, and the map. */
export async function findStays({ clock, search }: Finding, request: Request): Promise<Result<Found, FindStaysError>> {
  const when = whenAsked(request, clock.now())
  if (!when.ok) return when
  const where = await whereAsked(search, request)
  if (!where.ok) return where
  if (!where.value) return ok(nothing)
  const { place, box, centre } = where.value
  if (request.sort === 'distance' && !centre) return err({ code: 'distance_needs_place' })
  const { sort, limit, cursor = null, facets = false, instead = false } = request
  const query: Query = { ...filtersAsked(request), box, centre, when: when.value, sort, limit, cursor, facets, instead }
  const answer = await search.search(query)
  if (!answer.ok) return answer
  return ok({
    ...(await presentAnswer({ cards: search.cards, now: clock.now() }, answer.value)),
    instead: answer.value.instead && (await findInstead(search, query, answer.value.instead)),
    place: place && presentPlace(place),
    bbox: box && [...box],
  })
}

/** The JSON of named homes with their nearest stays, in their order, for lists of them; those that are not on offer are left out. */
export async function findHomes({ clock, search }: Finding, ids: readonly ListingId[]): Promise<Result<string[], SearchError>> {
  const hits = await search.named(ids)
  return hits.ok ? ok(await presentHits({ cards: search.cards, now: clock.now() }, hits.value)) : hits
}

const nothing: Found = {
  total: 0,
  place: null,
  bbox: null,
  results: [],
  histogram: null,
  facets: null,
  instead: null,
  pins: '[]',
  nextCursor: null,
  previousCursor: null,
  page: { number: 1, count: 1 },
}
