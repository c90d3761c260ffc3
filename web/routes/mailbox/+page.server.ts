import { apiFor, orErrorPage } from '../../lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({ mails: orErrorPage(await apiFor(event).GET('/api/v1/development/mails')).items })
