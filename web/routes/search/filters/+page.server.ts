import { countsOf, offeredOf } from '../../../lib/search/facets.ts'
import { askSearch } from '../../../lib/server/search.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { PageServerLoad } from './$types'

/** More kinds of building than this are a list to search in, not one to choose from. */
const kindsMax = 12

export const load: PageServerLoad = async (event) => {
  const criteria = { ...readCriteria(event.url.searchParams), page: null }
  const [{ found }, any, kinds] = await Promise.all([
    askSearch(event, criteria, 1, true),
    askSearch(event, { ...criteria, priceMin: null, priceMax: null }, 1),
    askSearch(event, { ...criteria, placeType: [], propertyType: [] }, 1, true),
  ])
  return {
    today: earliestToday(),
    criteria,
    total: found?.total ?? null,
    histogram: any.found?.histogram ?? null,
    counts: countsOf(found?.facets?.amenities),
    placeTypes: offeredOf(kinds.found?.facets?.placeTypes, criteria.placeType, kindsMax),
    buildings: offeredOf(kinds.found?.facets?.propertyTypes, criteria.propertyType, kindsMax),
    homes: any.found?.total ?? 0,
  }
}
