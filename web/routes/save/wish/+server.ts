import { redirect } from '@sveltejs/kit'
import { pathWithin } from '../../../lib/server/path-within.ts'
import { setSaved, wishCookie, wishOptions } from '../../../lib/server/saved.ts'
import { signInFirst } from '../../../lib/server/sign-in-first.ts'
import type { RequestHandler } from './$types'

/** After signing in: saves what this browser's own heart asked for, which its cookie alone can say, and goes back to where that was. */
export const GET: RequestHandler = async (event) => {
  const { url, cookies } = event
  const listingId = cookies.get(wishCookie)
  const back = pathWithin(url.searchParams.get('back'), url)
  if (!listingId) redirect(303, back)
  const outcome = await setSaved(event, listingId, true)
  if (outcome === 'signed_out') signInFirst(url.pathname + url.search)
  cookies.delete(wishCookie, wishOptions(url))
  redirect(303, outcome === 'full' ? '/saved?full=yes' : back)
}
