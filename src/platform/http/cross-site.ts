import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hasBearer } from './actor-lookup.ts'
import { Problem } from './problem.ts'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Tells whether an Origin header names this site. */
export type IsOurs = (origin: string, request: FastifyRequest) => boolean

/**
 * Refuses writes that another site's page made the browser send. A browser says where a request comes from in two headers;
 * each that is there must say that it comes from us, and when a cookie is sent, one must be. Programs that send a bearer
 * token instead of a cookie can't be tricked this way.
 */
export function refuseCrossSite(app: FastifyInstance, isOurs: IsOurs): void {
  app.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method) || request.is404) return
    if (request.routeOptions.config.access === 'provider' || hasBearer(request.headers)) return
    if (!comesFromUs(request, isOurs)) throw new Problem(403, 'cross_site_request')
  })
}

function comesFromUs(request: FastifyRequest, isOurs: IsOurs): boolean {
  const { origin, 'sec-fetch-site': fetchSite, cookie } = request.headers
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false
  if (origin !== undefined && !isOurs(origin, request)) return false
  return origin !== undefined || fetchSite !== undefined || cookie === undefined
}
