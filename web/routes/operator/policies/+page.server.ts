import { fail } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import { codeOf, readAction, sendPolicy } from '../../../lib/server/policy-form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await event.parent()
  return orErrorPage(await apiFor(event).GET('/api/v1/operator/policies'))
}

export const actions: Actions = {
  make: async (event) => sendPolicy(event, 'made', async (body) => apiFor(event).POST('/api/v1/operator/policies', { body })),
  read: readAction,
  offer: async (event) => {
    const form = await event.request.formData()
    const offered = textOf(form, 'offered') === 'yes'
    const changed = await apiFor(event).PATCH('/api/v1/operator/policies/{id}', {
      params: { path: { id: textOf(form, 'id') } },
      body: { version: Number(textOf(form, 'version')), offered },
    })
    return changed.data
      ? { done: offered ? ('offered' as const) : ('retired' as const) }
      : fail(changed.response.status, { code: codeOf(changed) })
  },
}
