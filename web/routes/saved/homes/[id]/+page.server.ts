import { error, fail, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { textOf } from '../../../../lib/server/form-text.ts'
import { orSignIn } from '../../../../lib/server/saved.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await orSignIn(event)
  const { id } = event.params
  const [lists, saved, listing] = await Promise.all([
    apiFor(event).GET('/api/v1/me/lists'),
    apiFor(event).GET('/api/v1/me/saved'),
    apiFor(event).GET('/api/v1/listings/{id}', { params: { path: { id } } }),
  ])
  const on = orErrorPage(saved).items.find(({ listingId }) => listingId === id)?.lists ?? []
  if (!listing.data && on.length === 0) error(404)
  return { lists: orErrorPage(lists).items, on, title: listing.data?.title ?? null }
}

export const actions: Actions = {
  /** The ticked lists have the home afterwards, and no others. */
  default: async (event) => {
    const listingId = event.params.id
    const form = await event.request.formData()
    const ticked = new Set(form.getAll('list').filter((value) => typeof value === 'string'))
    const name = textOf(form, 'name').trim()
    const api = apiFor(event)
    if (name) {
      const made = await api.POST('/api/v1/me/lists', { body: { name } })
      if (!made.data)
        return fail(made.response.status, {
          name,
          error: made.response.status === 409 ? ('saved.wrong.many' as const) : ('saved.wrong.name' as const),
        })
      ticked.add(made.data.id)
    }
    const { items } = orErrorPage(await api.GET('/api/v1/me/lists'))
    for (const { id } of items) {
      const params = { params: { path: { id, listingId } } }
      const url = '/api/v1/me/lists/{id}/listings/{listingId}' as const
      const { response } = await (ticked.has(id) ? api.PUT(url, params) : api.DELETE(url, params))
      if (response.status === 409) redirect(303, '/saved?full=yes')
    }
    redirect(303, '/saved')
  },
}
