import type { RequestEvent } from '@sveltejs/kit'
import type { Criteria } from '../search/criteria.ts'
import type { FilterCounts } from '../search/facets.ts'
import { askSearch } from './search.ts'

/** Counted by the API; all null when it can't say. */
export async function countFilters(event: Pick<RequestEvent, 'url' | 'locals'>, criteria: Criteria): Promise<FilterCounts> {
  const { found } = await askSearch(event, { ...criteria, page: null }, 1, { facets: true })
  return { total: found?.total ?? null, histogram: found?.histogram ?? null, facets: found?.facets ?? null }
}
