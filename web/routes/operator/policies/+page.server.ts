import { fail } from '@sveltejs/kit'
import { readPolicy } from '../../../lib/operator/read-policy.ts'
import { apiFor, orErrorPage, problemOf } from '../../../lib/server/api.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await event.parent()
  return orErrorPage(await apiFor(event).GET('/api/v1/operator/policies'))
}

const typedIn = (form: FormData) => Object.fromEntries([...form.keys()].map((name) => [name, textOf(form, name)]))

/** A policy that makes no sense is refused by its fault. */
const codeOf = (answer: Parameters<typeof problemOf>[0]): string => {
  const problem = problemOf(answer)
  return problem && 'fault' in problem ? String(problem.fault) : (problem?.code ?? '')
}

export const actions: Actions = {
  make: async (event) => {
    const form = await event.request.formData()
    const typed = typedIn(form)
    const policy = readPolicy((name) => textOf(form, name))
    if (!policy) return fail(422, { code: 'bad_number', typed })
    const made = await apiFor(event).POST('/api/v1/operator/policies', { body: { name: textOf(form, 'name'), ...policy } })
    return made.data ? { done: 'made' as const } : fail(made.response.status, { code: codeOf(made), typed })
  },
  /** Without a script the words come from here. */
  read: async ({ request }) => ({ typed: typedIn(await request.formData()) }),
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
