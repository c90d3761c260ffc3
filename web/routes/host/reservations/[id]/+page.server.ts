import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { apiFor, orErrorPage, problemOf } from '../../../../lib/server/api.ts'
import { formKeyHeaders, newFormKey } from '../../../../lib/server/form-key.ts'
import { signInFirst } from '../../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { id } = event.params
  if (!(await event.parent()).me) signInFirst(event.url.pathname)
  const booking = orErrorPage(await apiFor(event).GET('/api/v1/bookings/{id}', { params: { path: { id } } }))
  if (booking.viewer === 'guest') redirect(303, `/trips/${id}`)
  return { booking, now: new Date().toISOString(), formKey: newFormKey() }
}

type Answer = '/api/v1/bookings/{id}/acceptance' | '/api/v1/bookings/{id}/decline'

/** The host's yes or no; afterwards the page says how things stand. */
const answering = (path: Answer) => async (event: RequestEvent<{ id: string }>) => {
  const { id } = event.params
  const headers = formKeyHeaders(await event.request.formData())
  const answered = await apiFor(event).POST(path, { params: { path: { id } }, headers })
  if (answered.data) redirect(303, `/host/reservations/${id}`)
  return fail(answered.response.status, { code: problemOf(answered)?.code ?? 'other' })
}

export const actions: Actions = {
  accept: answering('/api/v1/bookings/{id}/acceptance'),
  decline: answering('/api/v1/bookings/{id}/decline'),
}
