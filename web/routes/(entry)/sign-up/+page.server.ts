import { fail, redirect } from '@sveltejs/kit'
import { askAuth, entryErrors, nextOf } from '../../../lib/server/account.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import { siteSettings } from '../../../lib/server/host.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ url, parent }) => {
  const next = nextOf(url.searchParams.get('next'))
  if ((await parent()).me) redirect(303, next)
  return { frame: 'bare' as const, next, mailbox: siteSettings().testing }
}

export const actions: Actions = {
  start: async (event) => {
    const form = await event.request.formData()
    const [name, email, next] = [textOf(form, 'name').trim(), textOf(form, 'email').trim(), nextOf(textOf(form, 'next'))]
    const answer = await askAuth(event, 'sign-up/email', { name, email, password: textOf(form, 'password'), next })
    if (!answer.ok) return fail(answer.status, { name, email, errors: entryErrors(answer, email) })
    return { sentTo: email }
  },
  again: async (event) => {
    const form = await event.request.formData()
    const [email, next] = [textOf(form, 'email').trim(), nextOf(textOf(form, 'next'))]
    const answer = await askAuth(event, 'send-verification-email', { email, next })
    if (!answer.ok) return fail(answer.status, { sentTo: email, errors: entryErrors(answer, email) })
    return { sentTo: email, again: true }
  },
}
