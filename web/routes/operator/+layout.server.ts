import { error } from '@sveltejs/kit'
import { signInFirst } from '../../lib/server/sign-in-first.ts'
import type { LayoutServerLoad } from './$types'

/** Who is not signed in signs in first; for everybody but operators there are no such pages. */
export const load: LayoutServerLoad = async ({ url, parent }) => {
  const { me } = await parent()
  if (!me) signInFirst(`${url.pathname}${url.search}`)
  if (!me.operator) error(404, 'no such page')
}
