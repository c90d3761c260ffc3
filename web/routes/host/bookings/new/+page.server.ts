import { fail, redirect } from '@sveltejs/kit'
import { addDays, isDay } from '../../../../lib/dates/days.ts'
import { apiFor, problemOf } from '../../../../lib/server/api.ts'
import { deskOf } from '../../../../lib/server/desk.ts'
import { formKeyHeaders, newFormKey } from '../../../../lib/server/form-key.ts'
import { bodyOf, ownHomes, ownWordsIn, type OwnWords } from '../../../../lib/server/own-booking.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  const { searchParams } = event.url
  const [first, last] = [searchParams.get('first'), searchParams.get('last')]
  const checkIn = isDay(first) ? first : ''
  const words: OwnWords = {
    listingId: searchParams.get('home') ?? '',
    unitId: '',
    checkIn,
    checkOut: isDay(last) ? addDays(last, 1) : checkIn && addDays(checkIn, 1),
    guestName: '',
    guestPhone: '',
    note: '',
    adults: 2,
    children: 0,
    infants: 0,
    pets: 0,
  }
  return { homes: await ownHomes(event), words, formKey: newFormKey() }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const words = ownWordsIn(form)
    const made = await apiFor(event).POST('/api/v1/hosting/bookings', {
      headers: formKeyHeaders(form),
      body: { ...bodyOf(words), listingId: words.listingId },
    })
    if (made.data) redirect(303, `/host/bookings/${made.data.id}`)
    return fail(made.response.status, { words, problem: problemOf(made)?.code ?? 'failed' })
  },
}
