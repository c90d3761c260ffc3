import type { FastifyReply } from 'fastify'
import type { Result } from '../../kernel/result.ts'
import { Problem } from './problem.ts'

/** What a decided refusal may say over HTTP. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503

/** The HTTP status of each error code; a code left out does not compile. */
export type StatusOf<E extends { code: string }> = Readonly<Record<E['code'], RefusalStatus>>

/**
 * Answers with what a use case gives, or with the problem that its error is; the error's other facts are told along.
 * @throws Problem
 */
export function answer<T, E extends { code: string }>(
  reply: { code(status: 200 | 201 | 202): unknown },
  result: Result<T, E>,
  statuses: StatusOf<E>,
  status: 200 | 201 | 202 = 200,
): T {
  if (!result.ok) throw refusal(result.error, statuses)
  reply.code(status)
  return result.value
}

/** Sends what has been written already. Ends the handler: `return sendJson(reply, …)`. */
export const sendJson = (reply: FastifyReply, json: string): FastifyReply => reply.type('application/json').send(json)

export function refusal<E extends { code: string }>(error: E, statuses: StatusOf<E>): Problem {
  const { code, ...facts } = error
  const byCode: Readonly<Record<string, RefusalStatus>> = statuses
  const status = byCode[code]
  if (status === undefined) throw new Error(`the error ${code} has no status`)
  return new Problem(status, code, facts)
}
