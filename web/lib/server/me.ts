import type { Me } from '../me.ts'

const sessionCookie = 'sojourn.session_token'

/** Who is signed in. A reader without a session cookie costs no call. */
export async function readMe(cookies: Readonly<{ name: string }[]>, fetch: typeof globalThis.fetch): Promise<Me | null> {
  if (!cookies.some(({ name }) => name.endsWith(sessionCookie))) return null
  const answer = await fetch('/api/auth/get-session')
  if (!answer.ok) return null
  const body = (await answer.json()) as { user: Me } | null
  if (!body) return null
  const { id, name, email, emailVerified } = body.user
  return { id, name, email, emailVerified }
}
