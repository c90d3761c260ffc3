import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { readRefund } from '../../../../lib/operator/read-refund.ts'
import { apiFor, orErrorPage, problemOf } from '../../../../lib/server/api.ts'
import { formKeyHeaders, newFormKey } from '../../../../lib/server/form-key.ts'
import { textOf, typedIn } from '../../../../lib/server/form-text.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await event.parent()
  const path = { id: event.params.id }
  const whole = orErrorPage(await apiFor(event).GET('/api/v1/operator/bookings/{id}', { params: { path } }))
  return { ...whole, formKey: newFormKey(), done: event.url.searchParams.has('done') }
}

export const actions: Actions = {
  cancel: async (event) => step(event, 'cancel'),
  refund: async (event) => step(event, 'refund'),
}

const bearers = ['each', 'host', 'market'] as const

type Step = Pick<RequestEvent, 'request' | 'locals'> & { params: { id: string } }

async function step(event: Step, what: 'cancel' | 'refund') {
  const form = await event.request.formData()
  const text = (name: string) => textOf(form, name)
  const typed = typedIn(form)
  const refused = (status: number, code: string) => fail(status, { what, code, typed })
  const refund = readRefund(text, text('currency'))
  if (!refund) return refused(422, 'bad_amount')
  const given = { reason: text('reason'), bornBy: bearers.find((each) => each === text('bornBy')) ?? 'each' }
  const init = { params: { path: { id: event.params.id } }, headers: formKeyHeaders(form) }
  const api = apiFor(event)
  const nights = text('nights') === 'blocked' ? 'blocked' : 'free'
  const answer =
    what === 'cancel'
      ? await api.POST('/api/v1/operator/bookings/{id}/cancellation', { ...init, body: { ...given, refund, nights } })
      : refund.kind === 'policy'
        ? null
        : await api.POST('/api/v1/operator/bookings/{id}/refunds', { ...init, body: { ...given, refund } })
  if (!answer) return refused(422, 'bad_amount')
  if (!answer.data) return refused(answer.response.status, problemOf(answer)?.code ?? '')
  redirect(303, `/operator/bookings/${event.params.id}?done=1`)
}
