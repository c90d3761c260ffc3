import { loadCatalogue } from '../lib/i18n/catalogue.ts'
import { cataloguesOf } from '../lib/i18n/route-catalogues.ts'
import type { LayoutLoad } from './$types'

export const load: LayoutLoad = async ({ data, route }) => ({
  ...data,
  catalogue: await loadCatalogue(data.locale.id, cataloguesOf(route.id)),
})
