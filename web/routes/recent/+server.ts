import { redirect } from '@sveltejs/kit'
import { pathWithin } from '../../lib/server/path-within.ts'
import { forgetRecent } from '../../lib/server/recent.ts'
import type { RequestHandler } from './$types'

/** Forgets which homes this browser has looked at. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData()
  forgetRecent(event)
  redirect(303, pathWithin(form.get('back'), event.url))
}
