import { error } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { textOf } from '../../../../lib/server/form-text.ts'
import { readAction, sendPolicy } from '../../../../lib/server/policy-form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await event.parent()
  const { items } = orErrorPage(await apiFor(event).GET('/api/v1/operator/policies'))
  const policy = items.find(({ id }) => id === event.params.id)
  return policy ? { policy } : error(404)
}

export const actions: Actions = {
  change: async (event) =>
    sendPolicy(event, 'changed', async (policy, form) =>
      apiFor(event).PATCH('/api/v1/operator/policies/{id}', {
        params: { path: { id: event.params.id } },
        body: { version: Number(textOf(form, 'version')), ...policy },
      }),
    ),
  read: readAction,
}
