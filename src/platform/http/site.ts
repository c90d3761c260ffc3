import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import type { Answer, Question } from './in-process.ts'
import type { PageThreads } from './page-threads.ts'
import { Problem } from './problem.ts'

/** What SvelteKit's adapter for Node exports from build/handler.js. */
export type SiteHandler = (request: IncomingMessage, reply: ServerResponse, next: () => void) => unknown

/** The site as it was built: SITE_… must be in the environment by then. */
export const loadSite = async (file: string): Promise<SiteHandler> => parseSite(await import(file))

function parseSite(built: unknown): SiteHandler {
  if (typeof built === 'object' && built !== null && 'handler' in built && typeof built.handler === 'function')
    return built.handler as SiteHandler
  throw new Error('what is built is no site')
}

export type SiteMount = Readonly<{
  /** In this thread: files, and what is posted. */
  handler: SiteHandler
  /** Where pages are drawn; left out, here. */
  draw?: PageThreads['draw']
  /** Where the reader's browser is. */
  originOf: (request: FastifyRequest) => string
}>

const clientHeader = 'x-sojourn-client'

/** What a form without files holds. */
const wordsBytesMax = 1024 * 1024
/** Ten photos at once, for readers without JavaScript; the page reads them one after the other. */
const formBytesMax = 310 * 1024 * 1024
/** The pages that have a form with files, and which of their forms it is. */
const filePages = { '/host/listings/:id/photos': '/add', '/account': '/portrait' } as const

/**
 * What the built site reads from the environment when it is loaded: without it, it takes every request for https and refuses
 * posts over plain http, and believes whoever calls himself a proxy.
 */
export const siteEnvironment: Readonly<Record<string, string>> = {
  SITE_PROTOCOL_HEADER: 'x-forwarded-proto',
  SITE_HOST_HEADER: 'x-forwarded-host',
  SITE_ADDRESS_HEADER: clientHeader,
  // What comes to most pages is held to less below.
  SITE_BODY_SIZE_LIMIT: String(formBytesMax),
}

/** Serves the site for every path that is not the API's. */
export async function mountSite(app: App, { handler, draw, originOf }: SiteMount): Promise<void> {
  await app.register(async (scope) => {
    // The site reads bodies itself, from the raw request.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    // Not counted: a page is many files, and the API calls that pages make are counted as their reader's.
    const config = { access: 'public', rateLimit: false } as const
    const serve = async (request: FastifyRequest, reply: FastifyReply) => {
      if (isApi(request.url)) return reply.callNotFound()
      if (isLong(request) && !bringsFiles(request)) throw new Problem(413, 'body_too_large')
      nameTheReader(request, originOf(request))
      if (request.url === workerPath) reply.raw.setHeader('content-security-policy', workerPolicy)
      reply.hijack()
      try {
        if (draw && isPage(request)) send(reply.raw, await draw(wordsOf(request), request.ip))
        else await handler(request.raw, reply.raw, () => endWith(reply.raw, 404))
      } catch (error) {
        // Refused is not failed: when too many wait, a line for each would be one more thing to do.
        if (!(error instanceof Problem)) request.log.error({ err: error }, 'a page failed')
        endWith(reply.raw, error instanceof Problem ? error.status : 500)
      }
      return reply
    }
    scope.route({ method: ['GET', 'HEAD', 'POST'], url: '/*', config, schema: { hide: true }, handler: serve })
    for (const url of Object.keys(filePages)) {
      scope.route({ method: 'POST', url, config: { ...config, upload: true }, schema: { hide: true }, handler: serve })
    }
  })
}

/** Files have an ending; what is posted may bring some. */
const isPage = ({ method, url }: FastifyRequest) => method !== 'POST' && !/^[^?]*\.\w+(\?|$)/.test(url)

function wordsOf({ raw }: FastifyRequest): Question<null> {
  const headers = Object.fromEntries(
    Object.entries(raw.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
  return { method: raw.method ?? 'GET', url: raw.url ?? '/', headers, body: null }
}

function send(reply: ServerResponse, { status, headers, body }: Answer): void {
  for (const [name, value] of headers) {
    if (name === 'set-cookie') reply.appendHeader(name, value)
    else reply.setHeader(name, value)
  }
  reply.writeHead(status)
  reply.end(body)
}

/** SvelteKit's forms name themselves in the address: `?/add`. */
const bringsFiles = ({ routeOptions, query }: FastifyRequest) =>
  Object.entries(filePages).some(([url, form]) => routeOptions.url === url && typeof query === 'object' && query !== null && form in query)

/** A browser says how long its form is. */
const isLong = ({ method, headers }: FastifyRequest) =>
  method === 'POST' && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > wordsBytesMax)

/** The site's service worker asks this server for pages and pictures, by its own policy, and needs nothing else. */
const workerPath = '/service-worker.js'
const workerPolicy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

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

const codes: Readonly<Record<number, string>> = { 404: 'not_found', 503: 'try_again' }

function endWith(reply: ServerResponse, status: number): void {
  if (reply.headersSent) {
    reply.destroy()
    return
  }
  if (status === 503) reply.setHeader('retry-after', 1)
  reply.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  reply.end(codes[status] ?? 'internal_error')
}
