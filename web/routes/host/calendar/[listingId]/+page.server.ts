import { addDays, addMonths, daysBetween, firstOfMonth, isDay } from '../../../../lib/dates/days.ts'
import { pickedFrom, type Picked } from '../../../../lib/hosting/picked.ts'
import { typedMinor } from '../../../../lib/hosting/typed-amount.ts'
import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { deskOf } from '../../../../lib/server/desk.ts'
import { saveNights } from '../../../../lib/server/host-calendar.ts'
import { earliestToday } from '../../../../lib/server/today.ts'
import { error, type RequestEvent } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  const { searchParams } = event.url
  const asked = `${searchParams.get('month') ?? ''}-01`
  const picked = pickedFrom(searchParams.get('first'), searchParams.get('last'))
  const month = firstOfMonth(isDay(asked) ? asked : (picked?.first ?? earliestToday()))
  const api = apiFor(event)
  const { listingId } = event.params
  // From the evening before, so that a guest who leaves on the first still shows.
  const query = { from: addDays(month, -1), to: addMonths(month, 1), listing: listingId }
  const [calendar, all] = await Promise.all([
    api.GET('/api/v1/hosting/calendar', { params: { query } }),
    api.GET('/api/v1/hosting/calendar', { params: { query: { from: month, to: addDays(month, 1) } } }),
  ])
  const [home] = orErrorPage(calendar).homes
  if (!home) error(404)
  const homes = orErrorPage(all).homes.map(({ listing: { id, title } }) => ({ id, title }))
  const trial = picked ? await tryNights(event, { listingId, picked, currency: home.currency }) : null
  return { month, home, homes, picked, trial }
}

type Asked = { listingId: string; picked: Picked; currency: string }

/** What two people would pay for the picked nights, at the price that is being typed if there is one. */
async function tryNights(event: Pick<RequestEvent, 'url' | 'locals'>, { listingId, picked, currency }: Asked) {
  const checkOut = addDays(picked.last, 1)
  if (daysBetween(picked.first, checkOut) > 365) return null
  const minor = typedMinor(event.url.searchParams.get('nightly') ?? '', currency)
  const answer = await apiFor(event).POST('/api/v1/listings/{id}/nights/trial', {
    params: { path: { id: listingId } },
    body: {
      checkIn: picked.first,
      checkOut,
      adults: 2,
      children: 0,
      infants: 0,
      pets: 0,
      ...(minor === null ? {} : { nightly: { minor, currency } }),
    },
  })
  return answer.data ? { total: answer.data.total, hostPayout: answer.data.hostPayout } : null
}

export const actions: Actions = { default: (event) => saveNights(event, event.params.listingId) }
