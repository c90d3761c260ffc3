import { readMe } from '../lib/server/me.ts'
import { readSaved } from '../lib/server/saved.ts'
import { siteSettings } from '../lib/server/host.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ locals, fetch, request, url, setHeaders }) => {
  const { name, region, operator, phone, tiles } = siteSettings()
  const frame = { fetch, url: originOnly(url) }
  const me = await readMe({ ...frame, locals, request })
  // Whom this page is made for: what a browser keeps for offline goes when that is somebody else.
  setHeaders({ 'x-reader': me?.id ?? 'none' })
  return {
    locale: locals.locale,
    theme: locals.theme,
    site: { name, region, operator, phone, tiles },
    me,
    saved: me ? await readSaved(frame) : [],
  }
}

/** Kit asks again for whatever read the address when it changes; the frame is the same at every address. */
const originOnly = (url: URL) => new URL(url.origin)
