import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  person: orErrorPage(await apiFor(event).GET('/api/v1/people/{id}', { params: { path: { id: event.params.id } } })),
})
