import { insteadOf, withNearHomes } from '../../lib/server/instead.ts'
import { readRecent } from '../../lib/server/recent.ts'
import { askSearch } from '../../lib/server/search.ts'
import { earliestToday } from '../../lib/server/today.ts'
import { isSome } from '../../lib/search/instead.ts'
import { readCriteria } from '../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

const pageSize = 18

export const load: PageServerLoad = async (event) => {
  const criteria = readCriteria(event.url.searchParams)
  const { found, failed } = await askSearch(event, criteria, pageSize, { instead: true })
  const nothing = found?.total === 0 ? await insteadOf(event, criteria, found) : null
  const recent = nothing ? await readRecent(event) : []
  const shown = found && nothing ? withNearHomes(found, nothing.near) : found
  const isMore = nothing !== null || isSome(found?.instead ?? null)
  return { today: earliestToday(), criteria, found: shown, failed, isMore, nothing, recent, pageSize }
}
