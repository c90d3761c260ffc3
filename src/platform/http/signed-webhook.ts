import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Result } from '../../kernel/result.ts'
import { problemWire } from '../wire.ts'
import type { App } from './app.ts'
import { problem } from './problem.ts'

/** An event with a large object in it; most are some kilobytes. */
const bodyBytesMax = 512 * 1024

type Webhook = Readonly<{
  url: string
  summary: string
  /** Where the signature stands. */
  header: string
  receive: (webhook: { body: Buffer; signature: string }) => Promise<Result<unknown, { code: string }>>
}>

/** Where the provider tells what has happened. Mount it under /api/v1, in a scope of its own: it reads bodies as bytes. */
export function signedWebhook(app: App, { url, summary, header, receive }: Webhook): void {
  app.removeAllContentTypeParsers()
  // The signature covers the bytes as they came, whatever they call themselves.
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytesMax }, async (_request: FastifyRequest, body: Buffer) => body)
  app.post(
    url,
    {
      config: { access: 'provider', rateLimit: false },
      schema: {
        tags: ['Payments'],
        summary,
        description: 'Takes signed events. Each is stored before it is looked into, and a repeated one changes nothing.',
        response: { 200: z.object({ received: z.literal(true) }), 400: problemWire },
      },
    },
    async (request, reply) => {
      const signature = request.headers[header]
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const received = await receive({ body, signature: typeof signature === 'string' ? signature : '' })
      if (!received.ok) return problem(reply, 400, received.error.code)
      return { received: true } as const
    },
  )
}
