import type { RequestEvent } from '@sveltejs/kit'
import { addDays } from '../../../lib/dates/days.ts'
import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { newFormKey } from '../../../lib/server/form-key.ts'
import { readStays } from '../../../lib/server/stays.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import type { StaysView } from '../../../lib/stays.ts'
import { signInFirst } from '../../../lib/server/sign-in-first.ts'
import type { PageServerLoad } from './$types'

/** As far ahead as nights can be had, and a year back. */
const [daysAhead, daysBack] = [766, 365]

async function ownBookings(event: Pick<RequestEvent, 'locals'>, view: StaysView) {
  if (view === 'off') return []
  const today = earliestToday()
  const query = view === 'past' ? { from: addDays(today, -daysBack), to: today } : { from: today, to: addDays(today, daysAhead) }
  const { items } = orErrorPage(await apiFor(event).GET('/api/v1/hosting/bookings', { params: { query } }))
  return view === 'past' ? items.filter(({ checkOut }) => checkOut < today).toReversed() : items
}

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  const { pathname, search } = event.url
  if (!me) signInFirst(`${pathname}${search}`)
  const stays = await readStays(event, 'host')
  return {
    formKey: newFormKey(),
    isHost: me.host !== null,
    ...stays,
    own: me.host && !stays.further ? await ownBookings(event, stays.view) : [],
  }
}
