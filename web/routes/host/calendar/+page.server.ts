import { redirect } from '@sveltejs/kit'
import { addDays, isDay } from '../../../lib/dates/days.ts'
import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { deskOf } from '../../../lib/server/desk.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import type { PageServerLoad } from './$types'

const daysShown = 16

export const load: PageServerLoad = async (event) => {
  deskOf(event, (await event.parent()).me)
  const { searchParams } = event.url
  // The choice of a home, as a form without script sends it.
  const home = searchParams.get('home')
  if (home) redirect(303, `/host/calendar/${encodeURIComponent(home)}?month=${encodeURIComponent(searchParams.get('month') ?? '')}`)
  const asked = searchParams.get('from')
  const from = isDay(asked) ? asked : earliestToday()
  const cursor = searchParams.get('page') ?? undefined
  const query = { from: addDays(from, -1), to: addDays(from, daysShown), ...(cursor ? { cursor } : {}) }
  const { homes, nextCursor } = orErrorPage(await apiFor(event).GET('/api/v1/hosting/calendar', { params: { query } }))
  const days = Array.from({ length: daysShown }, (_, index) => addDays(from, index))
  return { from, days, homes, nextCursor }
}
