import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Ids } from '../../kernel/ids.ts'

/** What a proxy in front may call a request: nothing that could break a log line or fill it. */
const sane = /^[A-Za-z0-9._-]{8,64}$/

/** The number that stands in the log, in the answer and in its problem. */
export const requestIdOf =
  (ids: Ids) =>
  (raw: IncomingMessage): string => {
    const given = raw.headers['x-request-id']
    return typeof given === 'string' && sane.test(given) ? given : ids.next<'request'>()
  }

export function returnRequestId(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.setHeader('x-request-id', request.id)
  })
}
