import { fail, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage, problemOf } from '../../../../../lib/server/api.ts'
import { formKeyHeaders, newFormKey } from '../../../../../lib/server/form-key.ts'
import { textOf } from '../../../../../lib/server/form-text.ts'
import { signInFirst } from '../../../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { id } = event.params
  const here = { params: { path: { id } } }
  if (!(await event.parent()).me) signInFirst(event.url.pathname)
  const api = apiFor(event)
  const booking = orErrorPage(await api.GET('/api/v1/bookings/{id}', here))
  if (booking.viewer === 'guest') redirect(303, `/trips/${id}`)
  const preview = await api.GET('/api/v1/bookings/{id}/no-show-preview', here)
  if (preview.response.status === 409) redirect(303, `/host/reservations/${id}`)
  return { booking, preview: orErrorPage(preview), formKey: newFormKey() }
}

export const actions: Actions = {
  default: async (event) => {
    const { id } = event.params
    const form = await event.request.formData()
    const said = await apiFor(event).POST('/api/v1/bookings/{id}/no-show', {
      params: { path: { id } },
      headers: formKeyHeaders(form),
      body: { expectedRefund: { minor: Number(textOf(form, 'minor')), currency: textOf(form, 'currency') } },
    })
    const code = said.data ? '' : (problemOf(said)?.code ?? 'other')
    // What it is by now, the reservation says.
    if (said.data || code === 'booking_not_in_stay') redirect(303, `/host/reservations/${id}`)
    return fail(said.response.status, { code })
  },
}
