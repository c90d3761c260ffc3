import { redirect } from '@sveltejs/kit'
import { readListing } from '../../../../lib/server/listing.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const listing = await readListing(event, event.params.id)
  const back = `/listings/${listing.id}${event.url.search}`
  if (listing.photos.length === 0) redirect(303, back)
  return { title: listing.title, photos: listing.photos, back }
}
