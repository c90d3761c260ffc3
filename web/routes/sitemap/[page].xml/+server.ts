import { error, type RequestEvent } from '@sveltejs/kit'
import { apiFor, orErrorPage } from '../../../lib/server/api.ts'
import { addressesMax, sitemapPage, type Entry } from '../../../lib/seo/sitemap.ts'
import type { RequestHandler } from './$types'

const askedAtOnce = 5000

export const GET: RequestHandler = (event) => {
  const page = /^[1-9]\d{0,3}$/.test(event.params.page) ? Number(event.params.page) : error(404)
  const lines = sitemapPage(event.url.origin, entriesOf(event, (page - 1) * addressesMax), page === 1)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
  return new Response(body, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}

/** What is published, from the one after `skip` on, as many as one file may hold. */
async function* entriesOf(event: Pick<RequestEvent, 'url' | 'locals'>, skip: number): AsyncGenerator<Entry> {
  let [at, cursor]: [number, string | undefined] = [0, undefined]
  do {
    const query: { limit: number; cursor?: string } = { limit: askedAtOnce, ...(cursor ? { cursor } : {}) }
    const { items, nextCursor } = orErrorPage(await apiFor(event).GET('/api/v1/listings', { params: { query } }))
    for (const item of items) {
      at++
      if (at > skip && at <= skip + addressesMax) yield item
    }
    cursor = nextCursor ?? undefined
  } while (cursor && at < skip + addressesMax)
}
