import type { Cookies, RequestEvent } from '@sveltejs/kit'
import type { SearchResult } from '../api/types.ts'
import { apiFor } from './api.ts'

/**
 * The homes that this browser has looked at, in a cookie of its own: listing ids, the latest first. The server keeps nothing
 * of it, and what a cookie says that is no id is left out.
 */
const cookieName = 'recent'
export const recentMax = 10
const shownMax = 4
const keptSeconds = 30 * 24 * 60 * 60
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const parseRecent = (cookie: string | undefined): string[] =>
  [...new Set((cookie ?? '').split('.'))].filter((part) => id.test(part)).slice(0, recentMax)

const options = (url: URL) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' }) as const

type Event = Pick<RequestEvent, 'url' | 'cookies'>

export function noteRecent({ url, cookies }: Event, listingId: string): void {
  const others = parseRecent(cookies.get(cookieName)).filter((one) => one !== listingId)
  cookies.set(cookieName, [listingId, ...others].slice(0, recentMax).join('.'), { ...options(url), maxAge: keptSeconds })
}

export const forgetRecent = ({ url, cookies }: { url: URL; cookies: Cookies }): void => cookies.delete(cookieName, options(url))

/** Those that are still on offer. A browser that has looked at nothing costs no question. */
export async function readRecent(event: Event & Pick<RequestEvent, 'locals'>): Promise<readonly SearchResult[]> {
  const ids = parseRecent(event.cookies.get(cookieName))
  if (ids.length === 0) return []
  const { data } = await apiFor(event).GET('/api/v1/search/homes', { params: { query: { ids: ids.join(',') } } })
  return (data?.items ?? []).slice(0, shownMax)
}
