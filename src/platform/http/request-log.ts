import type { FastifyInstance, FastifyRequest } from 'fastify'
import { secondMs } from '../../kernel/clock.ts'
import type { Metrics } from '../telemetry.ts'

/** One line and one measurement a request, by the route's pattern: addresses hold ids, search words and tokens. */
export function observeRequests(app: FastifyInstance, metrics: Metrics): void {
  const begun = new WeakMap<FastifyRequest, number>()
  app.addHook('onRequest', async (request, reply) => {
    begun.set(request, performance.now())
    // A hijacked reply skips fastify's own hook at the end; the raw one ends for all.
    reply.raw.once('close', () => {
      const ms = performance.now() - (begun.get(request) ?? 0)
      const about = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.raw.statusCode }
      metrics.observeRequest({ ...about, seconds: ms / secondMs })
      request.log.info({ ...about, ms: Math.round(ms * 10) / 10 }, 'request')
    })
  })
}
