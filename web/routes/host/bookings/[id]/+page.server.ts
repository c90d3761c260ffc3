import { fail, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage, problemOf } from '../../../../lib/server/api.ts'
import { deskOf } from '../../../../lib/server/desk.ts'
import { bodyOf, ownHomes, ownWordsIn, type OwnWords } from '../../../../lib/server/own-booking.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  const path = { id: event.params.id }
  const own = orErrorPage(await apiFor(event).GET('/api/v1/hosting/bookings/{id}', { params: { path } }))
  const { checkIn, checkOut, adults, children, infants, pets, guest, unit, listing } = own
  const words: OwnWords = {
    listingId: listing.id,
    unitId: unit.id,
    checkIn,
    checkOut,
    adults,
    children,
    infants,
    pets,
    guestName: guest.name,
    guestPhone: guest.phone,
    note: guest.note,
  }
  const homes = (await ownHomes(event)).filter(({ id }) => id === listing.id)
  return { own, words, homes: homes.length > 0 ? homes : [{ ...listing, units: [] }], saved: event.url.searchParams.has('saved') }
}

export const actions: Actions = {
  change: async (event) => {
    const path = { id: event.params.id }
    const form = await event.request.formData()
    const words = ownWordsIn(form)
    const version = Number(form.get('version'))
    const changed = await apiFor(event).PUT('/api/v1/hosting/bookings/{id}', { params: { path }, body: { ...bodyOf(words), version } })
    if (changed.data) redirect(303, `/host/bookings/${path.id}?saved`)
    return fail(changed.response.status, { words, problem: problemOf(changed)?.code ?? 'failed' })
  },
  remove: async (event) => {
    const path = { id: event.params.id }
    const removed = await apiFor(event).DELETE('/api/v1/hosting/bookings/{id}', { params: { path } })
    if (removed.data || removed.response.status === 404) redirect(303, '/host/reservations')
    return fail(removed.response.status, { words: null, problem: problemOf(removed)?.code ?? 'failed' })
  },
}
