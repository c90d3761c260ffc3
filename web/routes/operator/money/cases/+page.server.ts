import { fail, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage, problemOf } from '../../../../lib/server/api.ts'
import { textOf } from '../../../../lib/server/form-text.ts'
import type { PlainKey } from '../../../../lib/i18n/keys.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await event.parent()
  const { searchParams } = event.url
  const state = searchParams.get('state') === 'closed' ? ('closed' as const) : ('open' as const)
  const cursor = searchParams.get('cursor')
  const query = { state, ...(cursor === null ? {} : { cursor }) }
  const isDone = searchParams.has('done')
  return { state, isDone, ...orErrorPage(await apiFor(event).GET('/api/v1/operator/money/cases', { params: { query } })) }
}

const wrong: Readonly<Record<string, PlainKey>> = {
  invalid_request: 'operator.cases.noteMissing',
  case_closed: 'operator.cases.gone',
  case_changed: 'operator.cases.gone',
  case_not_found: 'operator.cases.gone',
}

export const actions: Actions = {
  close: async (event) => {
    const form = await event.request.formData()
    const [id, note] = [textOf(form, 'id'), textOf(form, 'note')]
    const answer = await apiFor(event).POST('/api/v1/operator/money/cases/{id}/closure', { params: { path: { id } }, body: { note } })
    if (answer.response.ok) redirect(303, '/operator/money/cases?done')
    const bad: PlainKey = wrong[problemOf(answer)?.code ?? ''] ?? 'operator.cases.failed'
    return fail(answer.response.status, { id, bad, note })
  },
}
