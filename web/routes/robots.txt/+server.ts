import { siteSettings } from '../../lib/server/host.ts'
import { isOpen, robotsText } from '../../lib/seo/robots.ts'
import type { RequestHandler } from './$types'

const keptSeconds = 3600

export const GET: RequestHandler = ({ url: { origin } }) =>
  new Response(robotsText({ origin, open: isOpen(origin, siteSettings().testing) }), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': `public, max-age=${keptSeconds}` },
  })
