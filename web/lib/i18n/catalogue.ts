import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { LocaleId } from './locale.ts'

/** Plain text, or the syntax tree of an ICU message (see web/vite/messages.ts). */
export type Message = string | MessageFormatElement[]
export type Catalogue = Readonly<Record<string, Message>>

const files = import.meta.glob<Catalogue>('../../messages/*/*.json', { import: 'default' })

/**
 * The catalogues a route needs: `site.json` is everywhere, and files named after the route's first segment
 * (`home` for the front page) and the group it is in, like `(entry)`, come with the pages under it. A browser downloads no other texts.
 */
export function cataloguesOf(routeId: string | null) {
  if (routeId === null) return ['site']
  const parts = routeId.split('/').filter((part) => part !== '')
  const first = parts.findIndex((part) => !part.startsWith('('))
  const names = parts.slice(0, first + 1).map((part) => part.replace(/[()]/g, ''))
  return ['site', ...(names.length > 0 ? names : ['home'])]
}

/** The texts of these catalogue files in one locale; a name without a file adds nothing. */
export async function loadCatalogue(locale: LocaleId, names: readonly string[]): Promise<Catalogue> {
  const source = locale === 'en-XA' || locale === 'ar-XB' ? 'en' : locale
  const found = names.map((name) => files[`../../messages/${source}/${name}.json`]).filter((load) => load !== undefined)
  const texts: Catalogue = Object.assign({}, ...(await Promise.all(found.map((load) => load()))))
  if (source === locale) return texts
  const { pseudoCatalogue } = await import('./pseudo.ts')
  return pseudoCatalogue(texts)
}
