import { fail, redirect } from '@sveltejs/kit'
import type { PlainKey } from '../../../lib/i18n/keys.ts'
import { apiFor, problemOf } from '../../../lib/server/api.ts'
import { textOf } from '../../../lib/server/form-text.ts'
import { signInFirst } from '../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

/** The operator's link for somebody whose homes were brought along from elsewhere. A press claims, never the link alone. */
export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  const token = event.url.searchParams.get('token') ?? ''
  const next = `${event.url.pathname}?${new URLSearchParams({ token }).toString()}`
  if (!me) signInFirst(next)
  return { token, verified: me.emailVerified }
}

const wordsFor: Readonly<Record<string, PlainKey>> = {
  claim_not_found: 'account.claim.notFound',
  claim_expired: 'account.claim.expired',
  already_a_host: 'account.claim.already',
  host_already_claimed: 'account.claim.taken',
  email_not_verified: 'account.claim.unverified',
  invalid_request: 'account.claim.notFound',
  rate_limited: 'account.often',
}

export const actions: Actions = {
  default: async (event) => {
    const token = textOf(await event.request.formData(), 'token')
    const claimed = await apiFor(event).POST('/api/v1/hosts/claims', { body: { token } })
    if (claimed.data) redirect(303, '/host')
    return fail(claimed.response.status, { bad: wordsFor[problemOf(claimed)?.code ?? ''] ?? ('account.failed' as const) })
  },
}
