import { redirect } from '@sveltejs/kit'

/** To signing in, and back to `next` afterwards: an address of this site. */
export function signInFirst(next: string): never {
  redirect(303, `/sign-in?${new URLSearchParams({ next }).toString()}`)
}
