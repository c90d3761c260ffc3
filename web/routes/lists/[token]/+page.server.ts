import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const answer = await apiFor(event).GET('/api/v1/lists/{token}', { params: { path: { token: event.params.token } } })
  // A link that was cut is as unknown as one that was taken back.
  if (answer.response.status === 400) error(404)
  event.setHeaders({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
  return { list: orErrorPage(answer) }
}
