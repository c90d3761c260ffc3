import { readStays } from '../../lib/server/stays.ts'
import { signInFirst } from '../../lib/server/sign-in-first.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { pathname, search } = event.url
  if (!(await event.parent()).me) signInFirst(`${pathname}${search}`)
  return readStays(event, 'guest')
}
