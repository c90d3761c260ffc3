import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, type ZodFastifySchemaValidationError } from 'fastify-type-provider-zod'
import { isAway, isTransient } from '../db-errors.ts'
import { Problem, problem } from './problem.ts'
import { writeSecurityHeaders } from './security-headers.ts'

const issuesMax = 20

/** What fastify itself refuses, by its stable codes. */
const refusals: Readonly<Record<string, readonly [status: number, code: string]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'malformed_json'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'malformed_json'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'bad_request'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported_media_type'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large'],
  FST_ERR_BAD_URL: [400, 'bad_request'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'uri_too_long'],
  FST_ERR_HANDLER_TIMEOUT: [503, 'try_again'],
}

/** Every error becomes a problem with a stable code. A bug tells the caller nothing but the number to ask about. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error)
    if (!refusal) request.log.error({ err: error }, 'a request failed')
    else if (isAway(error)) request.log.error({ err: error }, 'the database could not be asked')
    const { status, code, facts } = refusal ?? new Problem(500, 'internal_error')
    if (status === 503) void reply.header('retry-after', 1)
    return problem(reply, status, code, facts)
  })
}

/** Requests that fastify cannot even route, for which no hook runs. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const { status, code } = refusalOf(error) ?? new Problem(500, 'internal_error')
  writeSecurityHeaders(reply.raw)
  reply.raw.setHeader('x-request-id', request.id)
  void problem(reply, status, code)
}

function refusalOf(error: FastifyError): Problem | undefined {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return new Problem(400, 'invalid_request', { issues: issuesOf(error.validation) })
  const known = refusals[error.code]
  if (known) return new Problem(...known)
  if (isTransient(error) || isAway(error)) return new Problem(503, 'try_again')
  // Fastify's parser throws a plain SyntaxError with a status for JSON that would poison a prototype.
  if (error instanceof SyntaxError && error.statusCode === 400) return new Problem(400, 'malformed_json')
  return undefined
}

const issuesOf = (issues: readonly Pick<ZodFastifySchemaValidationError, 'instancePath' | 'message'>[]) =>
  issues.slice(0, issuesMax).map(({ instancePath, message }) => ({ path: instancePath.slice(1).replaceAll('/', '.'), message }))
