import { fail, redirect } from '@sveltejs/kit'
import { payoutCountries } from '../../../lib/hosting/payout-countries.ts'
import { apiFor, orErrorPage, problemOf } from '../../../lib/server/api.ts'
import { deskOf } from '../../../lib/server/desk.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  const api = apiFor(event)
  const asked = /^2[01]\d\d$/.exec(event.url.searchParams.get('year') ?? '')?.[0]
  const query = asked === undefined ? {} : { year: Number(asked) }
  // Who is just back from the provider's page wants to see what it made of it; when it is silent, what is known will do.
  if (event.url.searchParams.get('account') === 'returned') await api.POST('/api/v1/me/host/payout-account/check')
  const [year, account] = await Promise.all([
    api.GET('/api/v1/hosting/money', { params: { query } }),
    api.GET('/api/v1/me/host/payout-account'),
  ])
  const { country } = orErrorPage(account)
  const countries = country === null ? payoutCountries(event.locals.locale.tag) : []
  return { ...orErrorPage(year), account: orErrorPage(account), countries }
}

export const actions: Actions = {
  connect: async (event) => {
    const country = (await event.request.formData()).get('country')
    const body = typeof country === 'string' && country !== '' ? { country } : {}
    const link = await apiFor(event).POST('/api/v1/me/host/payout-account', { body })
    if (link.data) redirect(303, link.data.url)
    return fail(link.response.status, { problem: problemOf(link)?.code ?? 'unknown' })
  },
}
