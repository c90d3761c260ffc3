import { insteadOf, withNearHomes } from '../../../lib/server/instead.ts'
import { askSearch } from '../../../lib/server/search.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

const pageSize = 50

export const load: PageServerLoad = async (event) => {
  const criteria = { ...readCriteria(event.url.searchParams), page: null }
  const { found } = await askSearch(event, criteria, pageSize, { instead: true })
  const page = { today: earliestToday(), criteria, frame: 'bare' as const }
  if (found?.total !== 0) return { ...page, found }
  const { near } = await insteadOf(event, criteria, found)
  return { ...page, found: { ...withNearHomes(found, near), results: near } }
}
