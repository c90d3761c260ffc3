import { countsOf } from '../../../lib/search/facets.ts'
import { askSearch } from '../../../lib/server/search.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { RequestHandler } from './$types'

/** How many homes a search would find, and how many of them have what, in the words of the site's own addresses; null when the API can't say. */
export const GET: RequestHandler = async (event) => {
  const { found } = await askSearch(event, readCriteria(event.url.searchParams), 1, true)
  return Response.json({ total: found?.total ?? null, counts: countsOf(found?.facets?.amenities) })
}
