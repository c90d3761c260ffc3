import { countFilters } from '../../../lib/server/filter-counts.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { RequestHandler } from './$types'

/** What a search would find and what each further filter would leave, in the words of the site's own addresses. */
export const GET: RequestHandler = async (event) => Response.json(await countFilters(event, readCriteria(event.url.searchParams)))
