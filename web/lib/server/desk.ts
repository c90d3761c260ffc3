import { redirect, type RequestEvent } from '@sveltejs/kit'
import type { Me } from '../me.ts'
import { signInFirst } from './sign-in-first.ts'

/** Pages of the host's desk: who is not signed in signs in first; who lets nothing yet gets Today, which says how to begin. */
export function deskOf(event: Pick<RequestEvent, 'url'>, me: Me | null): { host: boolean } {
  const { pathname, search } = event.url
  if (!me) signInFirst(`${pathname}${search}`)
  if (!me.host && pathname !== '/host') redirect(303, '/host')
  return { host: me.host !== null }
}
