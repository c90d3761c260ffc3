import { redirect } from '@sveltejs/kit'
import { readStays } from '../../../lib/server/stays.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  const { pathname, search } = event.url
  if (!me) redirect(303, `/sign-in?${new URLSearchParams({ next: `${pathname}${search}` }).toString()}`)
  return { isHost: me.host !== null, ...(await readStays(event, 'host')) }
}
