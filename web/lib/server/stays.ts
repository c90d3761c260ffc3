import type { RequestEvent } from '@sveltejs/kit'
import { shows, viewOf, type Show } from '../stays.ts'
import { apiFor, orErrorPage } from './api.ts'

/**
 * The reader's stays as the address asks for them: one kind of them by `show` and page by page, or, unasked, the first page
 * of those who are here and of those who come.
 */
export async function readStays(event: Pick<RequestEvent, 'url' | 'locals'>, as: 'guest' | 'host') {
  const { searchParams } = event.url
  const asked = shows.find((each) => each === searchParams.get('show'))
  const cursor = asked && searchParams.get('page')
  const parts = await Promise.all((asked ? [asked] : (['now', 'ahead'] as const)).map((show) => readPart(event, { as, show, cursor })))
  return { view: viewOf(asked ?? 'ahead'), further: Boolean(cursor), parts }
}

type Asked = { as: 'guest' | 'host'; show: Show; cursor: string | null | undefined }

async function readPart(event: Pick<RequestEvent, 'locals'>, { as, show, cursor }: Asked) {
  const query = { as, show, ...(cursor ? { cursor } : {}) }
  const { items, nextCursor } = orErrorPage(await apiFor(event).GET('/api/v1/bookings', { params: { query } }))
  return { show, items, moreHref: nextCursor && `?${new URLSearchParams({ show, page: nextCursor }).toString()}` }
}
