import { fail } from '@sveltejs/kit'
import { askAuth, entryErrors } from '../../../lib/server/account.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => ({ frame: 'bare' as const })

export const actions: Actions = {
  default: async (event) => {
    const email = textOf(await event.request.formData(), 'email').trim()
    const answer = await askAuth(event, 'request-password-reset', { email })
    return answer.ok ? { sentTo: email } : fail(answer.status, { email, errors: entryErrors(answer, email) })
  },
}
