import { redirect } from '@sveltejs/kit'
import { readReviews, sendReview } from '../../../../../lib/server/review.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  if (!(await event.parent()).me) redirect(303, `/sign-in?${new URLSearchParams({ next: event.url.pathname }).toString()}`)
  return { ...(await readReviews(event, 'guest')), saved: event.url.searchParams.has('saved') }
}

export const actions: Actions = { default: (event) => sendReview(event, 'guest') }
