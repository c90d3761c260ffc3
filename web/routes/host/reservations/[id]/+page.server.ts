import { redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { id } = event.params
  if (!(await event.parent()).me) redirect(303, `/sign-in?${new URLSearchParams({ next: event.url.pathname }).toString()}`)
  const booking = orErrorPage(await apiFor(event).GET('/api/v1/bookings/{id}', { params: { path: { id } } }))
  if (booking.viewer === 'guest') redirect(303, `/trips/${id}`)
  return { booking }
}
