import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { isDay } from '../../../../lib/dates/days.ts'
import { apiFor, orErrorPage, problemOf } from '../../../../lib/server/api.ts'
import { formKeyHeaders, newFormKey } from '../../../../lib/server/form-key.ts'
import { textOf } from '../../../../lib/server/form-text.ts'
import { signInFirst } from '../../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

const counts = ['adults', 'children', 'infants', 'pets'] as const

export const load: PageServerLoad = async (event) => {
  const path = { id: event.params.id }
  if (!(await event.parent()).me) signInFirst(event.url.pathname)
  const api = apiFor(event)
  const [booking, alterations] = await Promise.all([
    api.GET('/api/v1/bookings/{id}', { params: { path } }),
    api.GET('/api/v1/bookings/{id}/alterations', { params: { path } }),
  ])
  const trip = orErrorPage(booking)
  const { items } = orErrorPage(alterations)
  const open = items.find(({ state }) => state === 'proposed' || state === 'awaiting_payment') ?? null
  const asked = askedIn(event.url.searchParams, trip)
  const preview =
    asked.given && !open ? await api.POST('/api/v1/bookings/{id}/alterations/preview', { params: { path }, body: asked.to }) : null
  return {
    trip,
    open,
    latest: items[0] ?? null,
    to: asked.to,
    preview: preview?.data ?? null,
    problem: preview && !preview.data ? (problemOf(preview)?.code ?? 'failed') : null,
    formKey: newFormKey(),
    opening: open?.viewer === 'guest' && open.payment?.state === 'opening',
    returned: event.url.searchParams.get('payment') === 'returned',
  }
}

type Trip = Readonly<{ checkIn: string; checkOut: string } & Record<(typeof counts)[number], number>>

/** What the reader asks the price of; the stay as it is where they have asked nothing yet. */
function askedIn(search: URLSearchParams, { checkIn, checkOut, adults, children, infants, pets }: Trip) {
  const count = (name: (typeof counts)[number], was: number) => {
    const typed = Number(search.get(name) ?? Number.NaN)
    return Number.isSafeInteger(typed) && typed >= 0 ? typed : was
  }
  const [first, last] = [search.get('checkIn'), search.get('checkOut')]
  const given = isDay(first) && isDay(last)
  const party = {
    adults: count('adults', adults) || 1,
    children: count('children', children),
    infants: count('infants', infants),
    pets: count('pets', pets),
  }
  return { given, to: { checkIn: given ? first : checkIn, checkOut: given ? last : checkOut, ...party } }
}

const answerWith = async (event: RequestEvent<{ id: string }>, way: 'acceptance' | 'decline' | 'withdrawal') => {
  const form = await event.request.formData()
  const { id } = event.params
  const options = { params: { path: { id, alterationId: textOf(form, 'alterationId') } }, headers: formKeyHeaders(form) }
  const api = apiFor(event)
  const answer =
    way === 'acceptance'
      ? await api.POST('/api/v1/bookings/{id}/alterations/{alterationId}/acceptance', options)
      : way === 'decline'
        ? await api.POST('/api/v1/bookings/{id}/alterations/{alterationId}/decline', options)
        : await api.POST('/api/v1/bookings/{id}/alterations/{alterationId}/withdrawal', options)
  if (answer.data?.payment?.url) redirect(303, answer.data.payment.url)
  if (answer.data) redirect(303, `/trips/${id}/alter`)
  return fail(answer.response.status, { problem: problemOf(answer)?.code ?? 'failed' })
}

export const actions: Actions = {
  propose: async (event) => {
    const form = await event.request.formData()
    const { id } = event.params
    const number = (name: string) => Number(textOf(form, name))
    const body = {
      checkIn: textOf(form, 'checkIn'),
      checkOut: textOf(form, 'checkOut'),
      adults: number('adults'),
      children: number('children'),
      infants: number('infants'),
      pets: number('pets'),
      expectedTotal: { minor: number('minor'), currency: textOf(form, 'currency') },
    }
    const options = { params: { path: { id } }, headers: formKeyHeaders(form), body }
    const made = await apiFor(event).POST('/api/v1/bookings/{id}/alterations', options)
    if (made.data) redirect(303, `/trips/${id}/alter`)
    return fail(made.response.status, { problem: problemOf(made)?.code ?? 'failed' })
  },
  accept: (event) => answerWith(event, 'acceptance'),
  decline: (event) => answerWith(event, 'decline'),
  withdraw: (event) => answerWith(event, 'withdrawal'),
}
