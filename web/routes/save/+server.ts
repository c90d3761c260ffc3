import { redirect } from '@sveltejs/kit'
import { textOf } from '../../lib/server/form-text.ts'
import { pathWithin } from '../../lib/server/path-within.ts'
import { setSaved, wishCookie, wishOptions } from '../../lib/server/saved.ts'
import { signInFirst } from '../../lib/server/sign-in-first.ts'
import type { RequestHandler } from './$types'

/** A press on a heart without JavaScript, or by somebody who must sign in first: their wish waits until they have. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData()
  const listingId = textOf(form, 'listing')
  const want = textOf(form, 'want') !== 'drop'
  const back = pathWithin(form.get('back'), event.url)
  const outcome = await setSaved(event, listingId, want)
  if (outcome === 'full') redirect(303, '/saved?full=yes')
  if (outcome === 'done') redirect(303, back)
  if (want) event.cookies.set(wishCookie, listingId, wishOptions(event.url))
  const next = want ? `/save/wish?${new URLSearchParams({ back }).toString()}` : back
  signInFirst(next)
}
