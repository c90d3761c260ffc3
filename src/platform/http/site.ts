import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { Problem } from './problem.ts'

/** What SvelteKit's adapter for Node exports from build/handler.js. */
export type SiteHandler = (request: IncomingMessage, reply: ServerResponse, next: () => void) => unknown

const clientHeader = 'x-sojourn-client'

/**
 * What the built site reads from the environment when it is loaded: without it, it takes every request for https and refuses
 * posts over plain http, and believes whoever calls himself a proxy.
 */
export const siteEnvironment: Readonly<Record<string, string>> = {
  SITE_PROTOCOL_HEADER: 'x-forwarded-proto',
  SITE_HOST_HEADER: 'x-forwarded-host',
  SITE_ADDRESS_HEADER: clientHeader,
  SITE_BODY_SIZE_LIMIT: '1M',
}

/** Serves the site for every path that is not the API's. `originOf`: where the reader's browser is. */
export async function mountSite(app: App, handler: SiteHandler, originOf: (request: FastifyRequest) => string): Promise<void> {
  await app.register(async (scope) => {
    // The site reads bodies itself, from the raw request.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    // Not counted: a page is many files, and the API calls that pages make are counted as their reader's.
    const config = { access: 'public', rateLimit: false } as const
    scope.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/*',
      config,
      schema: { hide: true },
      handler: async (request, reply) => {
        if (isApi(request.url)) return reply.callNotFound()
        nameTheReader(request, originOf(request))
        reply.hijack()
        try {
          await handler(request.raw, reply.raw, () => endWith(reply.raw, 404))
        } catch (error) {
          request.log.error({ err: error }, 'a page failed')
          endWith(reply.raw, 500)
        }
        return reply
      },
    })
  })
}

const isApi = (url: string) => /^\/api(\/|\?|$)/.test(url)

/** Overwritten, whatever came in: the site believes these. */
function nameTheReader(request: FastifyRequest, origin: string): void {
  const { protocol, host } = new URL(origin)
  const { headers } = request.raw
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
  headers['x-forwarded-host'] = host
  headers[clientHeader] = request.ip
  headers['x-request-id'] = request.id
}

function endWith(reply: ServerResponse, status: 404 | 500): void {
  if (reply.headersSent) {
    reply.destroy()
    return
  }
  reply.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  reply.end(new Problem(status, status === 404 ? 'not_found' : 'internal_error').code)
}
