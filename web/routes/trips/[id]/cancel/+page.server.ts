import { fail, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage, problemOf } from '../../../../lib/server/api.ts'
import { formKeyHeaders, newFormKey } from '../../../../lib/server/form-key.ts'
import { textOf } from '../../../../lib/server/form-text.ts'
import { signInFirst } from '../../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { params } = event
  const here = { params: { path: { id: params.id } } }
  if (!(await event.parent()).me) signInFirst(event.url.pathname)
  const api = apiFor(event)
  const trip = orErrorPage(await api.GET('/api/v1/bookings/{id}', here))
  const preview = await api.GET('/api/v1/bookings/{id}/cancellation-preview', here)
  if (preview.response.status === 409) redirect(303, `/trips/${params.id}`)
  return { trip, preview: orErrorPage(preview), formKey: newFormKey() }
}

export const actions: Actions = {
  default: async (event) => {
    const { id } = event.params
    const form = await event.request.formData()
    const done = await apiFor(event).POST('/api/v1/bookings/{id}/cancellation', {
      params: { path: { id } },
      headers: formKeyHeaders(form),
      body: { expectedRefund: { minor: Number(textOf(form, 'minor')), currency: textOf(form, 'currency') } },
    })
    if (done.data) redirect(303, `/trips/${id}`)
    const code = problemOf(done)?.code
    if (code === 'booking_not_cancellable') redirect(303, `/trips/${id}`)
    return fail(done.response.status, { changed: code === 'refund_changed' })
  },
}
