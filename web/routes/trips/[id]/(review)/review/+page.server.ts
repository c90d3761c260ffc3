import { readReviews, sendReview } from '../../../../../lib/server/review.ts'
import { signInFirst } from '../../../../../lib/server/sign-in-first.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  if (!(await event.parent()).me) signInFirst(event.url.pathname)
  return { ...(await readReviews(event, 'guest')), saved: event.url.searchParams.has('saved') }
}

export const actions: Actions = { default: (event) => sendReview(event, 'guest') }
