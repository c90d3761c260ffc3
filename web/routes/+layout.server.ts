import { readMe } from '../lib/server/me.ts'
import { siteSettings } from '../lib/server/host.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ locals, fetch, request, url }) => {
  const { name, region, operator, phone, tiles } = siteSettings()
  const me = await readMe({ locals, fetch, request, url: originOnly(url) })
  return { locale: locals.locale, theme: locals.theme, site: { name, region, operator, phone, tiles }, me }
}

/** Kit asks again for whatever read the address when it changes; the frame is the same at every address. */
const originOnly = (url: URL) => new URL(url.origin)
