import { error } from '@sveltejs/kit'
import { siteSettings } from '../../../lib/server/host.ts'
import { earliestToday } from '../../../lib/server/today.ts'
import type { PageServerLoad } from './$types'

/** Every component in each of its states, to look at and to test. Readers of a real market never get it. */
export const load: PageServerLoad = () => {
  if (!siteSettings().testing) error(404, 'no such page')
  return { today: earliestToday() }
}
