import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import { orSignIn } from '../../../lib/server/saved.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await orSignIn(event)
  const list = orErrorPage(await apiFor(event).GET('/api/v1/me/lists/{id}', byId(event.params.id)))
  return { list, link: list.token && `${event.url.origin}/lists/${list.token}` }
}

const byId = (id: string) => ({ params: { path: { id } } })

/** Done, and the same page again; what somebody else has, or nobody, is the error page's. */
function shown(event: RequestEvent, { response }: { response: Response }): never {
  if (response.ok) redirect(303, event.url.pathname)
  error(response.status)
}

export const actions: Actions = {
  rename: async (event) => {
    const name = textOf(await event.request.formData(), 'name')
    const answer = await apiFor(event).PATCH('/api/v1/me/lists/{id}', { ...byId(event.params.id), body: { name } })
    if (answer.response.status === 400) return fail(400, { name, error: 'saved.wrong.name' as const })
    return shown(event, answer)
  },
  share: async (event) => shown(event, await apiFor(event).POST('/api/v1/me/lists/{id}/share', byId(event.params.id))),
  unshare: async (event) => shown(event, await apiFor(event).DELETE('/api/v1/me/lists/{id}/share', byId(event.params.id))),
  take: async (event) => {
    const listingId = textOf(await event.request.formData(), 'listing')
    const path = { id: event.params.id, listingId }
    return shown(event, await apiFor(event).DELETE('/api/v1/me/lists/{id}/listings/{listingId}', { params: { path } }))
  },
  delete: async (event) => {
    const { response } = await apiFor(event).DELETE('/api/v1/me/lists/{id}', byId(event.params.id))
    if (response.ok) redirect(303, '/saved')
    error(response.status)
  },
}
