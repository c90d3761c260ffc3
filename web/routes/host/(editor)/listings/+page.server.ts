import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { signedInOrAway } from '../../../../lib/server/editor.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await signedInOrAway(event)
  const cursor = event.url.searchParams.get('page') ?? undefined
  return orErrorPage(await apiFor(event).GET('/api/v1/hosting/listings', { params: { query: cursor ? { cursor } : {} } }))
}
