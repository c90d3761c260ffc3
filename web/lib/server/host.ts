/**
 * What the server that mounts the site hands to it. The built site is a module of its own and imports nothing of
 * the server's, so both sides meet at two well-known symbols on globalThis.
 */

/** What the API said: its body is words, or bytes where it was no text. */
export type ApiAnswer = Readonly<{
  status: number
  headers: readonly [name: string, value: string][]
  body: string | Uint8Array<ArrayBuffer>
}>

/** Answers a request to /api without a socket, as if it had come from this address. Set under Symbol.for('sojourn.api'). */
export type CallApi = (request: Request, clientAddress: string) => Promise<ApiAnswer>

/** Set under Symbol.for('sojourn.site'), before the first request; what is left out keeps its default. */
export type SiteSettings = Readonly<{
  /** The marketplace's name, as written beside the mark. */
  name: string
  /** Where its homes are, as in "412 homes along the Merrow Coast"; empty when it has no one region. */
  region: string
  /** Who runs it, for the footer; empty leaves the line out. */
  operator: string
  /** Whom to ring; empty leaves it out. */
  phone: string
  /** Its one colour, '#1d5c63'; null keeps Sojourn's own. */
  accent: string | null
  /** Tiles for maps, with the thanks they ask for. Without any, maps draw the coasts and names that ship with the site. */
  tiles: Readonly<{ kind: 'pictures' | 'pmtiles'; url: string; attribution: string }> | null
  /** Origins of hosted payment pages other than this site's own and Stripe's. */
  formTargets: readonly string[]
  /** Whether testers may switch to the pseudo-locales and open the page of component states. */
  testing: boolean
  /** Where an unexpected error on a page is written down. Must not throw. */
  report: (error: unknown, path: string) => void
}>

const defaults: SiteSettings = {
  name: 'Sojourn',
  region: '',
  operator: '',
  phone: '',
  accent: null,
  tiles: null,
  formTargets: [],
  testing: false,
  report: (error, path) => process.emitWarning(error instanceof Error ? error : String(error), { type: 'SiteError', detail: path }),
}

type Registry = { [key: symbol]: unknown }

export function callApi(): CallApi {
  const call = (globalThis as Registry)[Symbol.for('sojourn.api')]
  if (typeof call !== 'function')
    throw new Error("the site runs inside the Sojourn server, which hands it the API as Symbol.for('sojourn.api')")
  return call as CallApi
}

export const siteSettings = (): SiteSettings => ({
  ...defaults,
  ...((globalThis as Registry)[Symbol.for('sojourn.site')] as Partial<SiteSettings> | undefined),
})
