import { once } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../../platform/http/app.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { takeFault } from './control.ts'

const errors = {
  error_500: { status: 500, body: { error: { type: 'api_error', message: 'Something broke, as it was asked to.' } } },
  error_429: {
    status: 429,
    body: { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests, as asked for.' } },
  },
} as const

/** Lets the next call fail as planned: no answer before or after the effect, or an error instead of one. */
export function injectApiFaults(app: App, deps: SandboxDeps): void {
  const silentAfter = new WeakSet<FastifyRequest>()
  app.addHook('preHandler', async (request, reply) => {
    const fault = await takeFault(deps, 'api')
    if (fault === 'error_500' || fault === 'error_429') return reply.code(errors[fault].status).send(errors[fault].body)
    if (fault === 'timeout_before') return leaveUnanswered(reply)
    if (fault === 'timeout_after') silentAfter.add(request)
    return undefined
  })
  app.addHook('onSend', async (request) => {
    // The answer is ready; it goes nowhere, since the caller has hung up by then.
    if (silentAfter.has(request)) await once(request.raw.socket, 'close')
  })
}

/** Nothing comes until the caller's patience ends. A broken line would not do: the SDK asks again at once after one, unseen. */
const leaveUnanswered = (reply: FastifyReply): FastifyReply => reply.hijack()
