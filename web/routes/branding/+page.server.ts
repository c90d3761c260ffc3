import { error } from '@sveltejs/kit'
import { isAccent } from '../../lib/accent.ts'
import { siteSettings } from '../../lib/server/host.ts'
import { earliestToday } from '../../lib/server/today.ts'
import type { PageServerLoad } from './$types'

const nameMax = 60
const sojournAccent = '#1d5c63'

/** How the market would look in another colour and under another name. Nothing is kept: the address is all there is. */
export const load: PageServerLoad = async ({ url, parent }) => {
  const { testing, accent: kept, name } = siteSettings()
  const { me } = await parent()
  if (!testing && !me?.operator) error(404, 'no such page')
  const typed = (url.searchParams.get('accent') ?? kept ?? sojournAccent).trim().slice(0, 20)
  const asked = typed.startsWith('#') ? typed : `#${typed}`
  return {
    today: earliestToday(),
    typed,
    accent: isAccent(asked) ? asked.toLowerCase() : null,
    marketName: (url.searchParams.get('name') ?? name).trim().slice(0, nameMax) || name,
  }
}
