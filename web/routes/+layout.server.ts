import { readMe } from '../lib/server/me.ts'
import { readSaved } from '../lib/server/saved.ts'
import { siteSettings } from '../lib/server/host.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ locals, request, setHeaders }) => {
  const { name, region, operator, phone, tiles } = siteSettings()
  const me = await readMe({ locals, request })
  // Whom this page is made for: what a browser keeps for offline goes when that is somebody else.
  setHeaders({ 'x-reader': me?.id ?? 'none' })
  return {
    locale: locals.locale,
    theme: locals.theme,
    site: { name, region, operator, phone, tiles },
    me,
    saved: me ? await readSaved({ locals }) : [],
  }
}
