import { fail } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { formKeyHeaders, newFormKey } from '../../../lib/server/form-key.ts'
import { signInFirst } from '../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { url, params } = event
  if (!(await event.parent()).me) signInFirst(url.pathname)
  const trip = orErrorPage(await apiFor(event).GET('/api/v1/bookings/{id}', { params: { path: { id: params.id } } }))
  const host = await apiFor(event).GET('/api/v1/people/{id}', { params: { path: { id: trip.host.id } } })
  const payment = url.searchParams.get('payment')
  return {
    trip,
    portrait: host.data?.portrait?.small,
    /** Back from the payment page, or having left it. */
    returned: payment === 'returned',
    left: payment === 'left',
    now: new Date().toISOString(),
    formKey: newFormKey(),
  }
}

export const actions: Actions = {
  giveUp: async (event) => {
    const form = await event.request.formData()
    const ended = await apiFor(event).POST('/api/v1/bookings/{id}/cancellation', {
      params: { path: { id: event.params.id } },
      headers: formKeyHeaders(form),
      body: {},
    })
    return ended.data ? { givenUp: true } : fail(ended.response.status, { givenUp: false })
  },
}
