import { error, redirect } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../../lib/server/api.ts'
import { orSignIn } from '../../../../lib/server/saved.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await orSignIn(event)
  const { id } = event.params
  const trip = orErrorPage(await apiFor(event).GET('/api/v1/bookings/{id}', { params: { path: { id } } }))
  if (trip.viewer !== 'guest') error(404)
  // Nothing has been paid: there is nothing to receipt.
  if (trip.paid.minor === 0) redirect(303, `/trips/${id}`)
  return { trip }
}
