import { insteadOf, withNearHomes } from '../../../lib/server/instead.ts'
import { askSearch } from '../../../lib/server/search.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

const pageSize = 50

export const load: PageServerLoad = async (event) => {
  const criteria = { ...readCriteria(event.url.searchParams), page: null }
  const { found } = await askSearch(event, criteria, pageSize, { instead: true })
  const near = found?.total === 0 ? (await insteadOf(event, criteria, found)).near : []
  const shown = found?.total === 0 ? { ...withNearHomes(found, near), results: near } : found
  return { today: earliestToday(), criteria, found: shown, frame: 'bare' as const }
}
