import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { readListing } from '../../../../lib/server/listing.ts'
import type { PageServerLoad } from './$types'

const pageSize = 20

export const load: PageServerLoad = async (event) => {
  const { id } = event.params
  const params = new URLSearchParams(event.url.searchParams)
  const cursor = params.get('from')
  params.delete('from')
  const query = { limit: pageSize, ...(cursor ? { cursor } : {}) }
  const [{ title, rating, source }, answer] = await Promise.all([
    readListing(event, id),
    apiFor(event).GET('/api/v1/listings/{id}/reviews', { params: { path: { id }, query } }),
  ])
  const { items, nextCursor } = orErrorPage(answer)
  const stay = params.size > 0 ? `?${params}` : ''
  const first = cursor ? event.url.pathname + stay : null
  if (nextCursor) params.set('from', nextCursor)
  return { title, rating, source, reviews: items, back: `/listings/${id}${stay}`, first, next: nextCursor ? `?${params}` : null }
}
