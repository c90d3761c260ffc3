import type { RequestEvent } from '@sveltejs/kit'
import type { Search, SearchCalendar } from '../api/types.ts'
import { decimalsOf } from '../format/minor-units.ts'
import { hasPrice, type Criteria } from '../search/criteria.ts'
import { apiFor } from './api.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>

const yes = (wished: boolean) => (wished ? 'true' : undefined)
const csv = (words: readonly string[]) => (words.length > 0 ? words.join(',') : undefined)

export type SearchAnswer = { found: Search; failed: null } | { found: null; failed: 'unknown' | 'silent' }

/**
 * Asks the API; `facets` counts, too, what each further filter would leave, and `instead` says what else there is where little
 * is found. A search that fails is an answer: the page says so and stays.
 */
export async function askSearch(
  event: Event,
  criteria: Criteria,
  limit: number,
  { facets = false, instead = false } = {},
): Promise<SearchAnswer> {
  const answer = await apiFor(event).GET('/api/v1/search', {
    params: {
      query: {
        ...(await filtersOf(event, criteria)),
        checkIn: criteria.checkIn || undefined,
        checkOut: criteria.checkOut || undefined,
        flex: criteria.flex > 0 ? (`${criteria.flex}` as const) : undefined,
        month: criteria.month || undefined,
        stay: criteria.stay || undefined,
        sort: criteria.sort,
        cursor: criteria.page ?? undefined,
        limit,
        facets: yes(facets),
        instead: yes(instead),
      },
    },
  })
  if (answer.data) return { found: answer.data, failed: null }
  return { found: null, failed: answer.response.status < 500 ? 'unknown' : 'silent' }
}

type Season = Readonly<{ from: string; until: string; nights: number }>

/** What each arrival of a season costs at least, for what is asked besides days and price. */
export async function askCalendar(event: Event, criteria: Criteria, season: Season): Promise<SearchCalendar['days']> {
  const filters = await filtersOf(event, { ...criteria, priceMin: null, priceMax: null })
  const { data } = await apiFor(event).GET('/api/v1/search/calendar', { params: { query: { ...filters, ...season } } })
  return data?.days ?? []
}

/** What is asked of homes, as the API takes it. */
async function filtersOf(event: Event, criteria: Criteria) {
  const currency = criteria.currency || (await currencyOnOffer(event, criteria))
  const minor = (whole: number | null) => (whole === null ? undefined : whole * 10 ** decimalsOf(currency))
  return {
    ...criteria.guests,
    place: criteria.placeId || criteria.place || undefined,
    bbox: criteria.bbox || undefined,
    priceMin: minor(criteria.priceMin),
    priceMax: minor(criteria.priceMax),
    priceBy: criteria.priceBy,
    currency: criteria.currency || undefined,
    bedrooms: criteria.bedrooms ?? undefined,
    beds: criteria.beds ?? undefined,
    bathrooms: criteria.bathrooms ?? undefined,
    placeType: csv(criteria.placeType),
    propertyType: csv(criteria.propertyType),
    amenities: csv(criteria.amenities),
    ratingMin: criteria.ratingMin ?? undefined,
    instantBook: yes(criteria.instantBook),
    freeCancellation: yes(criteria.freeCancellation),
  }
}

/** What the price limits of an address that names no currency are in: what the same search without them is priced in. Else ''. */
async function currencyOnOffer(event: Event, criteria: Criteria): Promise<string> {
  if (!hasPrice(criteria)) return ''
  const { found } = await askSearch(event, { ...criteria, priceMin: null, priceMax: null, page: null }, 1)
  return found?.histogram?.currency ?? ''
}
