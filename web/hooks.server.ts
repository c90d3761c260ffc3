import type { RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks'
import { accentStyle, isAccent } from './lib/accent.ts'
import { apiClient } from './lib/api/client.ts'
import { chooseLocale, findLocale } from './lib/i18n/locale.ts'
import { apiCookies } from './lib/server/api-cookies.ts'
import { callApi, siteSettings, type ApiAnswer } from './lib/server/host.ts'
import { preferenceCookie } from './lib/server/preference-cookie.ts'
import { scriptsLater } from './lib/server/scripts-later.ts'
import { parseTheme } from './lib/theme.ts'

export const handle: Handle = async ({ event, resolve }) => {
  const { testing, formTargets, accent, tiles } = siteSettings()
  const asked = findLocale(event.url.searchParams.get('locale'), testing)
  if (asked) event.cookies.set('locale', asked.id, preferenceCookie(event.url))

  const locale = chooseLocale(asked?.id ?? event.cookies.get('locale'), event.request.headers.get('accept-language'), testing)
  const theme = parseTheme(event.cookies.get('theme'))
  const api = apiClient(event.url.origin, async (request) => wordedResponse(await askApi(event, request)))
  Object.assign(event.locals, { locale, theme, api, apiCookies: apiCookies() } satisfies App.Locals)

  const style = accent && isAccent(accent) ? ` style="${accentStyle(accent)}"` : ''
  const opened: Record<string, string> = { lang: locale.tag, dir: locale.dir, theme, accent: style }
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => scriptsLater(html.replace(/^<!doctype html>.*?<\/head>/s, (head) => openPage(head, opened))),
    preload: (asset) => asset.type === 'js' || asset.type === 'css' || (asset.type === 'font' && asset.filename.includes('-latin-wght-')),
  })
  for (const header of event.locals.apiCookies.all()) response.headers.append('set-cookie', header)
  allow(response.headers, 'form-action', formTargets)
  // An archive of tiles is read by scripts, piece by piece; pictures may come from anywhere.
  if (tiles?.kind === 'pmtiles' && URL.canParse(tiles.url)) allow(response.headers, 'connect-src', [new URL(tiles.url).origin])
  // A page is its reader's own: their name, their language, their theme.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
  return response
}

/** Only the page's first line: words of a listing may look like a placeholder. */
const openPage = (head: string, opened: Readonly<Record<string, string>>): string =>
  head.replace(/<html[^>]*>/, (opening) => opening.replaceAll(/%(\w+)%/g, (_, name: string) => opened[name] ?? ''))

/** The hosts that are known when the site is built are in vite.config.ts; a payment sandbox or a map elsewhere is known only now. */
function allow(headers: Headers, directive: 'form-action' | 'connect-src', origins: readonly string[]) {
  const policy = headers.get('content-security-policy')
  if (policy && origins.length > 0) headers.set('content-security-policy', policy.replace(directive, `${directive} ${origins.join(' ')}`))
}

/** A page asks the API in this process: no socket, and nothing that the API would not let the reader do. */
async function askApi(event: RequestEvent, request: Request): Promise<ApiAnswer> {
  const { headers } = request
  headers.set('cookie', event.locals.apiCookies.forward(event.request.headers.get('cookie')))
  headers.set('origin', event.url.origin)
  headers.set('sec-fetch-site', 'same-origin')
  headers.set('accept-language', event.locals.locale.tag)
  const userAgent = event.request.headers.get('user-agent')
  if (userAgent) headers.set('user-agent', userAgent)

  const answer = await callApi()(request, event.getClientAddress())
  for (const [name, value] of answer.headers) if (name === 'set-cookie') event.locals.apiCookies.set(value)
  return answer
}

/** For the typed client, which asks for a body's words alone: making a stream of them costs more than most answers do. */
function wordedResponse({ status, headers, body }: ApiAnswer): Response {
  const kept = headers.filter(([name]) => name !== 'content-length')
  return Object.assign(new Response(null, { status, headers: kept }), {
    text: async () => (typeof body === 'string' ? body : new TextDecoder().decode(body)),
  })
}

/** What is no JSON (a file, a sign-in) goes by Kit's own fetch. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url)
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request)
  const { status, headers, body } = await askApi(event, new Request(request))
  return new Response(bodiless.has(status) ? null : body, { status, headers: [...headers] })
}

const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/** What went wrong is for the server's log; the reader gets a page that says what to do. */
export const handleError: HandleServerError = ({ error, event, kind }) => {
  if (kind === 'unknown') siteSettings().report(error, event.url.pathname)
}
