import type { FastifyReply } from 'fastify'

/** A decided refusal, RFC 9457. `code` is what clients decide by and never changes; all else is for people. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>

  /** @param facts further members of the answer: what a client may want to show or do. Never anything secret. */
  constructor(status: number, code: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.status = status
    this.code = code
    this.facts = facts
  }
}

export const problemType = 'application/problem+json'

/** Answers with a problem. */
export function problem(reply: FastifyReply, status: number, code: string, facts: Readonly<Record<string, unknown>> = {}): FastifyReply {
  const body = problemBody({ status, code, facts }, reply.request.id)
  // Written here, so that the schema of the route's good answers has no say in it.
  return reply.code(status).type(problemType).serializer(JSON.stringify).send(body)
}

export const problemBody = ({ status, code, facts }: Pick<Problem, 'status' | 'code' | 'facts'>, requestId: string) => ({
  ...facts,
  type: `urn:sojourn:problem:${code}`,
  title: titleOf(code),
  status,
  code,
  requestId,
})

/** 'booking_not_found' reads 'Booking not found'. */
const titleOf = (code: string) => `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('_', ' ')}`
