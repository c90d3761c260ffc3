import type { RequestEvent } from '@sveltejs/kit'
import type { Me } from '../me.ts'
import { apiFor } from './api.ts'

const sessionCookie = /(^|;\s*)[\w.-]*sojourn\.session_token=/

/** Who is signed in. A reader without a session cookie costs no call. */
export async function readMe(event: Pick<RequestEvent, 'request' | 'locals'>): Promise<Me | null> {
  if (!sessionCookie.test(event.locals.apiCookies.forward(event.request.headers.get('cookie')))) return null
  const { data } = await apiFor(event).GET('/api/v1/me')
  if (!data) return null
  const { id, name, email, emailVerified } = data.user
  return { id, name, email, emailVerified, operator: data.roles.includes('operator'), host: data.host, portrait: data.portrait }
}
