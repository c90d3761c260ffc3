import { fail, redirect } from '@sveltejs/kit'
import { askAuth, entryErrors } from '../../../lib/server/account.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ frame: 'bare' as const, token: url.searchParams.get('token') ?? '' })

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const answer = await askAuth(event, 'reset-password', { token: textOf(form, 'token'), newPassword: textOf(form, 'password') })
    if (answer.ok) redirect(303, '/sign-in?reset=done')
    const errors = entryErrors(answer, '')
    return fail(answer.status, { errors, used: answer.code === 'invalid_token' })
  },
}
