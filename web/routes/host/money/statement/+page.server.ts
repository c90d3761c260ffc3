import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { deskOf } from '../../../../lib/server/desk.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  const month = /^2[01]\d\d-(0[1-9]|1[0-2])$/.exec(event.url.searchParams.get('month') ?? '')?.[0]
  return { statement: orErrorPage(await apiFor(event).GET('/api/v1/me/host/statement', { params: { query: month ? { month } : {} } })) }
}
