import { readMe } from '../lib/server/me.ts'
import { siteSettings } from '../lib/server/host.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ locals, cookies, fetch }) => {
  const { name, region, operator, phone, tiles } = siteSettings()
  return {
    locale: locals.locale,
    theme: locals.theme,
    site: { name, region, operator, phone, tiles },
    me: await readMe(cookies.getAll(), fetch),
  }
}
