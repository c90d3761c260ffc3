import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import type { Booking } from '../../../../../lib/api/types.ts'
import { listingHref, type Criteria } from '../../../../../lib/search/criteria.ts'
import { readCriteria } from '../../../../../lib/search/read-criteria.ts'
import { apiFor, orErrorPage, problemOf } from '../../../../../lib/server/api.ts'
import { formKeyHeaders, newFormKey } from '../../../../../lib/server/form-key.ts'
import { textOf } from '../../../../../lib/server/form-text.ts'
import { signInFirst } from '../../../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

/** Checkout asks for nothing that the listing page has not settled: without a stay that can be had, it leads back there. */
export const load: PageServerLoad = async (event) => {
  const { url, params } = event
  const criteria = readCriteria(url.searchParams)
  const back = listingHref(params.id, criteria, criteria.checkIn ? criteria : null)
  const { me } = await event.parent()
  if (!me) signInFirst(url.pathname + url.search)
  if (!criteria.checkIn) redirect(303, back)
  const api = apiFor(event)
  const { checkIn, checkOut, guests } = criteria
  const [listing, quote] = await Promise.all([
    api.GET('/api/v1/listings/{id}', { params: { path: { id: params.id } } }),
    api.POST('/api/v1/quotes', { body: { listingId: params.id, checkIn, checkOut, ...guests } }),
  ])
  // After a refused form the page stays, with what was typed and why it was refused.
  const refused = event.request.method === 'POST'
  if (quote.response.status === 422 || (quote.data?.free === false && !refused)) {
    const own = await ownBooking(event, params.id, criteria)
    redirect(303, own ? `/trips/${own}` : back)
  }
  return {
    frame: 'plain' as const,
    listing: orErrorPage(listing),
    quote: orErrorPage(quote),
    guests,
    back,
    name: me.name,
    formKey: newFormKey(),
  }
}

/** The reader's own hold or booking of these very dates: who comes back from paying has not lost the nights to somebody else. */
async function ownBooking(
  event: RequestEvent,
  listingId: string,
  { checkIn, checkOut }: Pick<Criteria, 'checkIn' | 'checkOut'>,
): Promise<string | undefined> {
  const { data } = await apiFor(event).GET('/api/v1/bookings', { params: { query: { as: 'guest' } } })
  const isIt = (trip: Booking) =>
    trip.listing.id === listingId && trip.checkIn === checkIn && trip.checkOut === checkOut && ownStates.has(trip.state)
  return data?.items.find(isIt)?.id
}

const ownStates: ReadonlySet<string> = new Set(['pending_payment', 'requested', 'accepting', 'confirmed'])

const said = [
  'price_changed',
  'nights_taken',
  'too_late_to_ask',
  'too_many_holds',
  'email_unverified',
  'own_listing',
  'rate_limited',
  'idempotency_in_flight',
] as const

export const actions: Actions = {
  default: async (event) => {
    const { checkIn, checkOut, guests } = readCriteria(event.url.searchParams)
    const form = await event.request.formData()
    const typed = { guestName: textOf(form, 'name'), guestPhone: textOf(form, 'phone'), note: textOf(form, 'note') }
    if (textOf(form, 'agree') === '') return fail(400, { ...typed, wrong: 'checkout.wrong.agree' as const, code: 'agree' })
    const expectedTotal = { minor: Number(textOf(form, 'minor')), currency: textOf(form, 'currency') }
    const made = await apiFor(event).POST('/api/v1/bookings', {
      headers: formKeyHeaders(form),
      body: { listingId: event.params.id, checkIn, checkOut, ...guests, expectedTotal, ...typed },
    })
    if (made.data) redirect(303, made.data.payment.url ?? `/trips/${made.data.id}`)
    const code = problemOf(made)?.code ?? 'other'
    const own = code === 'nights_taken' ? await ownBooking(event, event.params.id, { checkIn, checkOut }) : undefined
    if (own) redirect(303, `/trips/${own}`)
    if (code === 'sign_in_required') {
      signInFirst(event.url.pathname + event.url.search)
    }
    const wrong = `checkout.wrong.${said.find((each) => each === code) ?? 'other'}` as const
    return fail(made.response.status, { ...typed, wrong, code })
  },
}
