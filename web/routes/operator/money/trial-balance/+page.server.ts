import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await event.parent()
  return orErrorPage(await apiFor(event).GET('/api/v1/operator/money/trial-balance'))
}
