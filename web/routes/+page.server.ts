import { readRecent } from '../lib/server/recent.ts'
import { readPlates, readSeasons, readTowns } from '../lib/server/home.ts'
import { earliestToday } from '../lib/server/today.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const today = earliestToday()
  const [{ plates, homes }, towns, seasons, recent] = await Promise.all([
    readPlates(event, today),
    readTowns(event, today),
    readSeasons(event, today),
    readRecent(event),
  ])
  return { today, plates, homes, towns, seasons, recent }
}
