import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { minuteMs } from '../../kernel/clock.ts'
import { Problem } from './problem.ts'

/** `sign_in` counts by address alone, since who asks is not known yet; `booking` counts what moves nights or money. */
export type LimitName = 'sign_in' | 'booking'

/** Requests a minute. */
export type Limits = Readonly<{ general: number; sign_in: number; booking: number }>

export const defaultLimits: Limits = { general: 600, sign_in: 20, booking: 30 }

/** How many visitors are counted at once; the ones longest unseen are forgotten first. */
const visitorsMax = 50_000

/**
 * Counts requests by who asks, else by address, an IPv6 network counting as one. Each process counts for itself.
 * Must come after the hooks that refuse a request for less than a database read, and before all routes.
 */
export async function limitRates(app: FastifyInstance, limits: Limits): Promise<void> {
  app.addHook('onRoute', (route) => {
    const name = route.config?.limit
    if (route.config && name) {
      route.config.rateLimit = { max: limits[name], ...(name === 'sign_in' ? { keyGenerator: byAddress } : {}) }
    }
  })
  await app.register(rateLimit, {
    max: limits.general,
    timeWindow: minuteMs,
    cache: visitorsMax,
    enableDraftSpec: true,
    keyGenerator: byVisitor,
    errorResponseBuilder: () => new Problem(429, 'rate_limited'),
  })
}

const byAddress = (request: FastifyRequest) => `ip:${normalizeIP(request.ip)}`

async function byVisitor(request: FastifyRequest): Promise<string> {
  const actor = await request.actor()
  return actor ? `user:${actor.userId}` : byAddress(request)
}
