import { fail, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage, problemOf } from '../../lib/server/api.ts'
import { textOf } from '../../lib/server/form-text.ts'
import { orSignIn } from '../../lib/server/saved.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await orSignIn(event)
  const { items } = orErrorPage(await apiFor(event).GET('/api/v1/me/lists'))
  return { lists: items, full: event.url.searchParams.has('full') }
}

export const actions: Actions = {
  create: async (event) => {
    const name = textOf(await event.request.formData(), 'name')
    const made = await apiFor(event).POST('/api/v1/me/lists', { body: { name } })
    if (made.data) redirect(303, `/saved/${made.data.id}`)
    const many = problemOf(made)?.code === 'too_many_lists'
    return fail(made.response.status, { name, error: many ? ('saved.wrong.many' as const) : ('saved.wrong.name' as const) })
  },
}
