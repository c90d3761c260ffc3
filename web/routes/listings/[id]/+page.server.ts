import { apiFor } from '../../../lib/server/api.ts'
import { readDistances } from '../../../lib/server/distances.ts'
import { readListing, readSimilar } from '../../../lib/server/listing.ts'
import { readNights, readOffer } from '../../../lib/server/offer.ts'
import { noteRecent } from '../../../lib/server/recent.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

const voicesShown = 4

export const load: PageServerLoad = async (event) => {
  const { id } = event.params
  const today = earliestToday()
  const criteria = readCriteria(event.url.searchParams)
  const { guests, checkIn, checkOut } = criteria
  const listing = await readListing(event, id)
  const published = listing.state === 'published'
  if (published) noteRecent(event, id)
  const [nights, reviews, similar, distances] = await Promise.all([
    readNights(event, id, today),
    apiFor(event).GET('/api/v1/listings/{id}/reviews', { params: { path: { id }, query: { limit: voicesShown } } }),
    published ? [] : readSimilar(event, listing),
    readDistances(event, listing),
  ])
  return {
    frame: published ? ('barred' as const) : ('full' as const),
    today,
    asked: { guests, checkIn, checkOut },
    listing,
    nights,
    reviews: reviews.data?.items ?? [],
    summary: reviews.data?.summary ?? null,
    moreReviews: (reviews.data?.nextCursor ?? null) !== null,
    offer: published ? await readOffer(event, { listing, criteria, nights, today }) : null,
    similar,
    distances,
  }
}
