import { askCalendar } from '../../../lib/server/search.ts'
import { readCriteria } from '../../../lib/search/read-criteria.ts'
import type { RequestHandler } from './$types'

/** What each arrival from one day until another costs at least, for what a search's address asks for; none when the API can't say. */
export const GET: RequestHandler = async (event) => {
  const params = event.url.searchParams
  const text = (name: string) => params.get(name) ?? ''
  const season = { from: text('from'), until: text('until'), nights: Number(text('nights')) }
  return Response.json(await askCalendar(event, readCriteria(params), season))
}
