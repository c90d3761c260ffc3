import type { RequestEvent } from '@sveltejs/kit'
import type { Search } from '../api/types.ts'
import { decimalsOf } from '../format/minor-units.ts'
import type { Criteria } from '../search/criteria.ts'
import { apiFor } from './api.ts'

export type SearchAnswer = { found: Search; failed: null } | { found: null; failed: 'unknown' | 'silent' }

/** Asks the API; `facets` counts, too, what the homes found have. A search that fails is an answer: the page says so and stays. */
export async function askSearch(
  event: Pick<RequestEvent, 'url' | 'locals'>,
  criteria: Criteria,
  limit: number,
  facets = false,
): Promise<SearchAnswer> {
  const currency = criteria.currency || (await currencyOnOffer(event, criteria))
  const minor = (whole: number | null) => (whole === null ? undefined : whole * 10 ** decimalsOf(currency))
  const csv = (words: readonly string[]) => (words.length > 0 ? words.join(',') : undefined)
  const answer = await apiFor(event).GET('/api/v1/search', {
    params: {
      query: {
        ...criteria.guests,
        place: criteria.placeId || criteria.place || undefined,
        bbox: criteria.bbox || undefined,
        checkIn: criteria.checkIn || undefined,
        checkOut: criteria.checkOut || undefined,
        priceMin: minor(criteria.priceMin),
        priceMax: minor(criteria.priceMax),
        currency: criteria.currency || undefined,
        bedrooms: criteria.bedrooms ?? undefined,
        beds: criteria.beds ?? undefined,
        bathrooms: criteria.bathrooms ?? undefined,
        placeType: csv(criteria.placeType),
        propertyType: csv(criteria.propertyType),
        amenities: csv(criteria.amenities),
        instantBook: criteria.instantBook ? 'true' : undefined,
        sort: criteria.sort,
        cursor: criteria.page ?? undefined,
        limit,
        facets: facets ? 'true' : undefined,
      },
    },
  })
  if (answer.data) return { found: answer.data, failed: null }
  return { found: null, failed: answer.response.status < 500 ? 'unknown' : 'silent' }
}

/** What the price limits of an address that names no currency are in: what the same search without them is priced in. Else ''. */
async function currencyOnOffer(event: Pick<RequestEvent, 'url' | 'locals'>, criteria: Criteria): Promise<string> {
  if (criteria.priceMin === null && criteria.priceMax === null) return ''
  const { found } = await askSearch(event, { ...criteria, priceMin: null, priceMax: null, page: null }, 1)
  return found?.histogram?.currency ?? ''
}
