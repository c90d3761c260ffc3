import { loadCatalogue } from '../../lib/i18n/catalogue.ts'
import type { PageLoad } from './$types'

/** What is said instead of homes, or below few, comes along with its words where there is more to say, and weighs nothing elsewhere. */
export const load: PageLoad = async ({ data, parent }) => {
  if (!data.isMore) return { ...data, more: null }
  const { locale } = await parent()
  const [brought, words] = await Promise.all([import('../../components/MoreHomes.svelte'), loadCatalogue(locale.id, ['nothing'])])
  return { ...data, more: { MoreHomes: brought.default, words } }
}
