import { fail, redirect } from '@sveltejs/kit'
import { askAuth, nextOf } from '../../../lib/server/account.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

/** A press, not the link alone, confirms: mail programs open links to look at them. */
export const load: PageServerLoad = ({ url }) => ({
  frame: 'bare' as const,
  token: url.searchParams.get('token') ?? '',
  next: nextOf(url.searchParams.get('next')),
})

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const answer = await askAuth(event, 'verify-email', { token: textOf(form, 'token') })
    if (!answer.ok) return fail(answer.status, { bad: true })
    redirect(303, nextOf(textOf(form, 'next')))
  },
}
