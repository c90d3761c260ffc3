import { redirect } from '@sveltejs/kit'
import { pathWithin } from '../../lib/server/path-within.ts'
import { preferenceCookie } from '../../lib/server/preference-cookie.ts'
import { parseTheme } from '../../lib/theme.ts'
import type { RequestHandler } from './$types'

/** Daylight, dusk or as the device has it: a form in the footer, so it works without JavaScript too. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData()
  const theme = form.get('theme')
  if (typeof theme === 'string') cookies.set('theme', parseTheme(theme), preferenceCookie(url))
  redirect(303, pathWithin(form.get('back'), url))
}
