import { redirect } from '@sveltejs/kit'
import { isAgreed } from '../../lib/format/booking-state.ts'
import { apiFor, orErrorPage } from '../../lib/server/api.ts'
import { earliestToday } from '../../lib/server/today.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  if (!(await event.parent()).me) redirect(303, '/sign-in?next=/trips')
  const cursor = event.url.searchParams.get('page') ?? undefined
  const list = orErrorPage(
    await apiFor(event).GET('/api/v1/bookings', { params: { query: { as: 'guest', ...(cursor ? { cursor } : {}) } } }),
  )
  const today = earliestToday()
  const isAhead = ({ state, checkOut }: (typeof list.items)[number]) =>
    (isAgreed(state) || state === 'pending_payment') && checkOut >= today && state !== 'completed'
  const ahead = list.items.filter(isAhead).toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : 1))
  return { ahead, past: list.items.filter((trip) => !isAhead(trip)), nextCursor: list.nextCursor }
}
