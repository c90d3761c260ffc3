import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  mail: orErrorPage(await apiFor(event).GET('/api/v1/development/mails/{id}', { params: { path: { id: event.params.id } } })),
})
