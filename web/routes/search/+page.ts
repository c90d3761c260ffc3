import { loadCatalogue } from '../../lib/i18n/catalogue.ts'
import type { PageLoad } from './$types'

/** What is said instead of homes comes along where there are none, with its words, and weighs nothing elsewhere. */
export const load: PageLoad = async ({ data, parent }) => {
  if (data.found?.total !== 0) return { ...data, nothing: null }
  const { locale } = await parent()
  const [part, words] = await Promise.all([import('../../components/NothingFree.svelte'), loadCatalogue(locale.id, ['nothing'])])
  return { ...data, nothing: { NothingFree: part.default, words } }
}
