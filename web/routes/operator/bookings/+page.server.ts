import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await event.parent()
  const find = (event.url.searchParams.get('find') ?? '').trim().slice(0, 200)
  if (find === '') return { find, items: null }
  return { find, items: orErrorPage(await apiFor(event).GET('/api/v1/operator/bookings', { params: { query: { find } } })).items }
}
