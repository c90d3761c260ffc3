import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '../../config.ts'
import { Problem } from './problem.ts'

/**
 * Whether a program on this machine asks directly. A proxy on the same machine speaks for others: it shows by the headers it
 * adds, or by asking for the name that visitors use.
 */
export function isLocalProgram(request: FastifyRequest): boolean {
  const { forwarded, via, 'x-forwarded-for': forwardedFor } = request.headers
  const direct = forwarded === undefined && via === undefined && forwardedFor === undefined
  return direct && isLoopback((request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')) && isLoopback(request.hostname)
}

/**
 * On a market that only this machine may use, refuses requests for any other name: a web page elsewhere could let its own
 * name point here, and read what it gets.
 */
export function refuseForeignNames(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!isLoopback(request.hostname)) throw new Problem(421, 'wrong_host')
  })
}
