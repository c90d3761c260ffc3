import { fail, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../lib/server/api.ts'
import { askAuth, textOf } from '../../lib/server/account.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  if (!me) redirect(303, '/sign-in?next=/account')
  const api = apiFor(event)
  const [who, sessions] = await Promise.all([api.GET('/api/v1/me'), api.GET('/api/v1/me/sessions')])
  return { who: orErrorPage(who), sessions: orErrorPage(sessions).items }
}

export const actions: Actions = {
  name: async (event) => {
    const name = textOf(await event.request.formData(), 'name').trim()
    const answer = await askAuth(event, 'update-user', { name })
    return answer.ok ? { said: 'account.nameSaved' as const } : fail(answer.status, { name, nameBad: answer.code === 'invalid_request' })
  },
  end: async (event) => {
    const id = textOf(await event.request.formData(), 'id')
    const { response } = await apiFor(event).DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })
    return response.ok ? { said: 'account.ended' as const } : fail(response.status, { nameBad: false })
  },
  endOthers: async (event) => {
    const { response } = await apiFor(event).DELETE('/api/v1/me/sessions')
    return response.ok ? { said: 'account.ended' as const } : fail(response.status, { nameBad: false })
  },
}
