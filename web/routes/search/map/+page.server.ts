import { askSearch } from '../../../lib/server/search.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

const pageSize = 50

export const load: PageServerLoad = async (event) => {
  const criteria = { ...readCriteria(event.url.searchParams), page: null }
  const { found } = await askSearch(event, criteria, pageSize)
  return { today: earliestToday(), criteria, found, frame: 'bare' as const }
}
