import type { CompiledMessage } from 'icu-minify/format'
import type { LocaleId } from './locale.ts'

/** Plain text, or an ICU message made small when the site is built (see web/vite/messages.ts). */
export type Message = CompiledMessage
export type Catalogue = Readonly<Record<string, Message>>

const files = import.meta.glob<Catalogue>('../../messages/*/*.json', { import: 'default' })

const loaded = new Map<string, Promise<Catalogue>>()

/** The texts of these catalogue files in one locale; a name without a file adds nothing. The same for every page that asks the same. */
export function loadCatalogue(locale: LocaleId, names: readonly string[]): Promise<Catalogue> {
  const key = [locale, ...names].join(' ')
  const known = loaded.get(key)
  if (known) return known
  const catalogue = readCatalogue(locale, names)
  loaded.set(key, catalogue)
  catalogue.catch(() => loaded.delete(key))
  return catalogue
}

async function readCatalogue(locale: LocaleId, names: readonly string[]): Promise<Catalogue> {
  const source = locale === 'en-XA' || locale === 'ar-XB' ? 'en' : locale
  const found = names.map((name) => files[`../../messages/${source}/${name}.json`]).filter((load) => load !== undefined)
  const texts: Catalogue = Object.assign({}, ...(await Promise.all(found.map((load) => load()))))
  if (source === locale) return texts
  const { pseudoCatalogue } = await import('./pseudo.ts')
  return pseudoCatalogue(texts)
}
