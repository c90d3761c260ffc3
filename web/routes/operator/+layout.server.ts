import { error, redirect } from '@sveltejs/kit'
import type { LayoutServerLoad } from './$types'

/** Who is not signed in signs in first; for everybody but operators there are no such pages. */
export const load: LayoutServerLoad = async ({ url, parent }) => {
  const { me } = await parent()
  if (!me) redirect(303, `/sign-in?${new URLSearchParams({ next: `${url.pathname}${url.search}` }).toString()}`)
  if (!me.operator) error(404, 'no such page')
}
