import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

const yearSeconds = 365 * 24 * 60 * 60

/** For answers that are no pages. The site's pages bring their own policy with a nonce, which replaces this one. */
const closedPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': closedPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Paths may name bookings: other sites learn our origin at most.
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()',
  'cross-origin-opener-policy': 'same-origin',
}

/** Set on the raw reply, so that pages, whose replies are hijacked and skip later hooks, carry them too. */
export function setSecurityHeaders(app: FastifyInstance, { https }: { https: boolean }): void {
  app.addHook('onRequest', async (request, reply) => {
    writeSecurityHeaders(reply.raw)
    if (https) reply.raw.setHeader('strict-transport-security', `max-age=${yearSeconds}`)
    // What the API answers depends on who asks; a route that may be kept says so itself.
    if (request.url.startsWith('/api/')) reply.raw.setHeader('cache-control', 'no-store')
  })
}

export function writeSecurityHeaders(reply: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) reply.setHeader(name, value)
}
