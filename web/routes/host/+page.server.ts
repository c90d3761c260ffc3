import { apiFor, orErrorPage } from '../../lib/server/api.ts'
import { deskOf } from '../../lib/server/desk.ts'
import { newFormKey } from '../../lib/server/form-key.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { host } = deskOf(event, (await event.parent()).me)
  return { formKey: newFormKey(), today: host ? orErrorPage(await apiFor(event).GET('/api/v1/hosting/today')) : null }
}
