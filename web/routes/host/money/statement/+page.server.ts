import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { deskOf } from '../../../../lib/server/desk.ts'
import { monthIn } from '../../../../lib/server/month-in.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  return { statement: orErrorPage(await apiFor(event).GET('/api/v1/me/host/statement', { params: { query: monthIn(event.url) } })) }
}
