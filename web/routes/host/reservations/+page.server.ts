import { redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  if (!(await event.parent()).me) redirect(303, '/sign-in?next=/host/reservations')
  const api = apiFor(event)
  const cursor = event.url.searchParams.get('page') ?? undefined
  const [who, list] = await Promise.all([
    api.GET('/api/v1/me'),
    api.GET('/api/v1/bookings', { params: { query: { as: 'host', ...(cursor ? { cursor } : {}) } } }),
  ])
  return { isHost: orErrorPage(who).host !== null, ...orErrorPage(list) }
}
