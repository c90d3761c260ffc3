import { askSearch } from '../../../lib/server/search.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import { readCriteria } from '../../../lib/search/criteria.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const criteria = { ...readCriteria(event.url.searchParams), page: null }
  const [{ found }, any] = await Promise.all([
    askSearch(event, criteria, 1),
    askSearch(event, { ...criteria, priceMin: null, priceMax: null }, 1),
  ])
  return {
    today: earliestToday(),
    criteria,
    total: found?.total ?? null,
    histogram: any.found?.histogram ?? null,
    homes: any.found?.total ?? 0,
  }
}
