import { readRecent } from '../../lib/server/recent.ts'
import { relaxationsOf, withNearHomes } from '../../lib/server/relaxations.ts'
import { askSearch } from '../../lib/server/search.ts'
import { earliestToday } from '../../lib/server/today.ts'
import { readCriteria } from '../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

const pageSize = 18

export const load: PageServerLoad = async (event) => {
  const criteria = readCriteria(event.url.searchParams)
  const { found, failed } = await askSearch(event, criteria, pageSize)
  const instead = found?.total === 0 ? await relaxationsOf(event, criteria) : null
  const recent = found?.total === 0 ? await readRecent(event) : []
  const shown = found && instead ? withNearHomes(found, instead.near) : found
  return { today: earliestToday(), criteria, found: shown, failed, instead, recent, pageSize }
}
