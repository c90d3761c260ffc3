import { apiFor, orErrorPage } from '../../lib/server/api.ts'
import { sitemapIndex } from '../../lib/seo/sitemap.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  const { total } = orErrorPage(await apiFor(event).GET('/api/v1/listings', { params: { query: { limit: 1 } } }))
  return new Response(sitemapIndex(event.url.origin, total), { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
