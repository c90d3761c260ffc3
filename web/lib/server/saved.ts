import type { RequestEvent } from '@sveltejs/kit'
import { apiFor, problemOf } from './api.ts'
import { signInFirst } from './sign-in-first.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>

/** Every home that the signed-in reader has saved: one question a page, however many hearts it has. */
export async function readSaved(event: Pick<Event, 'locals'>): Promise<readonly string[]> {
  const { data } = await apiFor(event).GET('/api/v1/me/saved')
  return (data?.items ?? []).map(({ listingId }) => listingId)
}

export const wishCookie = 'wish'
const wishSeconds = 60 * 60
/** What somebody who is not signed in wants saved waits here until they are. */
export const wishOptions = (url: URL) =>
  ({ path: '/save', maxAge: wishSeconds, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' }) as const

export type HeartOutcome = 'done' | 'signed_out' | 'full'

/** Saves a home or takes it off all lists. A home that is gone by now is as good as done. */
export async function setSaved(event: Event, listingId: string, want: boolean): Promise<HeartOutcome> {
  const params = { params: { path: { listingId } } }
  const api = apiFor(event)
  const answer = want ? await api.PUT('/api/v1/me/saved/{listingId}', params) : await api.DELETE('/api/v1/me/saved/{listingId}', params)
  if (answer.response.status === 401) return 'signed_out'
  return problemOf(answer)?.code === 'too_many_saved' ? 'full' : 'done'
}

/** For a page of the reader's own. */
export async function orSignIn(event: Pick<RequestEvent, 'url'> & { parent: () => Promise<{ me: object | null }> }): Promise<void> {
  if (!(await event.parent()).me) signInFirst(event.url.pathname)
}
