import { fail, redirect } from '@sveltejs/kit'
import { askAuth, entryErrors, nextOf } from '../../../lib/server/account.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ url, parent }) => {
  const next = nextOf(url.searchParams.get('next'))
  if ((await parent()).me) redirect(303, next)
  return { frame: 'bare' as const, next, reset: url.searchParams.get('reset') === 'done' }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const email = textOf(form, 'email').trim()
    const next = nextOf(textOf(form, 'next'))
    const password = textOf(form, 'password')
    if (!password) return fail(400, { email, errors: { password: 'entry.wrong.passwordMissing' as const } })
    const answer = await askAuth(event, 'sign-in/email', { email, password })
    if (answer.ok) redirect(303, next)
    if (answer.code === 'email_not_verified') await askAuth(event, 'send-verification-email', { email, next })
    return fail(answer.status, { email, errors: entryErrors(answer, email) })
  },
}
