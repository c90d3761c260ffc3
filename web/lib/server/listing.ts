import { error, type RequestEvent } from '@sveltejs/kit'
import type { Listing, SearchResult } from '../api/types.ts'
import { searchHref } from '../search/criteria.ts'
import { readCriteria } from '../search/read-criteria.ts'
import { apiFor } from './api.ts'
import { momentMs, remembered } from './remembered.ts'
import { askSearch } from './search.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>

/**
 * The listing. One that this reader may not see (it never was, or is paused, or the address is no listing's) ends in an
 * error page that has other homes to show.
 */
export async function readListing(event: Event, id: string): Promise<Listing> {
  const { data, response } = await apiFor(event).GET('/api/v1/listings/{id}', { params: { path: { id } } })
  if (data) return data
  if (response.status >= 500) error(503, response.statusText)
  if (response.status === 429) error(429, response.statusText)
  return error(404, response.statusText, { instead: await readSimilar(event, null) })
}

const similarMax = 4

/** Homes to go on with. With a listing at hand those in its town, else the best on offer. */
export async function readSimilar(event: Event, listing: Listing | null): Promise<readonly SearchResult[]> {
  const { guests, checkIn, checkOut } = readCriteria(event.url.searchParams)
  const homes = await readHomesOf(event, searchHref({ ...noWishes, guests, checkIn, checkOut, place: listing?.town ?? '' }))
  return homes.filter(({ listingId }) => listingId !== listing?.id).slice(0, similarMax)
}

const noWishes = readCriteria(new URLSearchParams())

const readHomesOf = remembered(
  momentMs,
  (homes: readonly SearchResult[]) => homes.length > 0,
  async (event, href) => {
    const criteria = readCriteria(new URL(href, event.url).searchParams)
    const { found } = await askSearch(event, criteria, similarMax + 1)
    return found?.results ?? []
  },
)
