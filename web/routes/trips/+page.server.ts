import { redirect } from '@sveltejs/kit'
import { readStays } from '../../lib/server/stays.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { pathname, search } = event.url
  if (!(await event.parent()).me) redirect(303, `/sign-in?${new URLSearchParams({ next: `${pathname}${search}` }).toString()}`)
  return readStays(event, 'guest')
}
