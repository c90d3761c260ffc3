import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { deskOf } from '../../../lib/server/desk.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  const asked = /^2[01]\d\d$/.exec(event.url.searchParams.get('year') ?? '')?.[0]
  const query = asked === undefined ? {} : { year: Number(asked) }
  return orErrorPage(await apiFor(event).GET('/api/v1/hosting/money', { params: { query } }))
}
