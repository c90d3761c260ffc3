import { countFilters } from '../../../lib/server/filter-counts.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const criteria = { ...readCriteria(event.url.searchParams), page: null }
  return { today: earliestToday(), criteria, counts: await countFilters(event, criteria) }
}
