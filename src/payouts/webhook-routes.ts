import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../platform/http/app.ts'
import { problem } from '../platform/http/problem.ts'
import { problemWire } from '../platform/wire.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { receiveEvent } from './receive-event.ts'

/** Stripe's events are some kilobytes. */
const bodyBytesMax = 512 * 1024

/** Where the provider tells what has happened to hosts' accounts. Mount it under /api/v1, in a scope of its own: it reads bodies as bytes. */
export async function payoutWebhookRoutes(app: App, deps: PayoutDeps): Promise<void> {
  app.removeAllContentTypeParsers()
  // The signature covers the bytes as they came, whatever they call themselves.
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytesMax }, async (_request: FastifyRequest, body: Buffer) => body)
  app.post(
    '/webhooks/stripe/payouts',
    {
      config: { access: 'provider', rateLimit: false },
      schema: {
        tags: ['Payments'],
        summary: "For the payment provider: something has happened to a host's account",
        description: 'Takes signed events. Each is stored before it is looked into, and a repeated one changes nothing.',
        response: { 200: z.object({ received: z.literal(true) }), 400: problemWire },
      },
    },
    async (request, reply) => {
      const signature = request.headers['stripe-signature']
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const received = await receiveEvent(deps, { body, signature: typeof signature === 'string' ? signature : '' })
      if (!received.ok) return problem(reply, 400, received.error.code)
      return { received: true } as const
    },
  )
}
