import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { ok, type Result } from '../../kernel/result.ts'
import type { Tx } from '../../platform/db.ts'
import type { App } from '../../platform/http/app.ts'
import { errorBody, invalid, missing, statusOf, type ApiError } from './api-errors.ts'
import { cancelParams, listParams, noParams, parseForm, parseParams, refundParams, sessionParams } from './api-params.ts'
import { balanceObject } from './balance-object.ts'
import { chargeObject } from './charge-object.ts'
import { injectApiFaults } from './control/api-fault-routes.ts'
import { createRefund } from './create-refund.ts'
import { createSession } from './create-session.ts'
import { disputeObject } from './dispute-object.ts'
import { createTransfer, transferParams } from './connect/create-transfer.ts'
import { transferObject } from './connect/transfer-object.ts'
import { findReversal } from './connect/reverse-transfer.ts'
import type { Cause } from './emit-event.ts'
import { eventObject, sandboxApiVersion } from './event-object.ts'
import { expireDueSession, expireSession } from './expire-session.ts'
import { intentObject } from './intent-object.ts'
import { cancelIntent, captureIntent, lapseDueIntent } from './hold-money.ts'
import { keyedRequest } from './keyed-request.ts'
import { listRecords } from './list-records.ts'
import type { Kind, SandboxRecord } from './records.ts'
import { refundObject } from './refund-object.ts'
import { newObjectId, type SandboxDeps } from './sandbox-deps.ts'
import { sessionObject } from './session-object.ts'
import { selectRecord } from './store.ts'

/** Machines with the secret key only; our own server calls itself here, so no rate counts. */
export const route = { config: { access: 'provider', rateLimit: false }, schema: { hide: true } } as const satisfies Pick<
  RouteOptions,
  'config' | 'schema'
>

const kinds: readonly Kind[] = [
  'checkout.session',
  'payment_intent',
  'charge',
  'refund',
  'balance_transaction',
  'dispute',
  'transfer',
  'event',
]
const paths = {
  'checkout.session': '/checkout/sessions',
  payment_intent: '/payment_intents',
  charge: '/charges',
  refund: '/refunds',
  balance_transaction: '/balance_transactions',
  dispute: '/disputes',
  transfer: '/transfers',
  event: '/events',
} as const satisfies Record<Kind, string>

/** The part of Stripe's API that payments need, under Stripe's own paths. Mount it at /v1. */
export async function sandboxApiRoutes(app: App, deps: SandboxDeps): Promise<void> {
  guardApi(app, deps)
  readingRoutes(app, deps)
  writingRoutes(app, deps)
  app.all('/*', route, async (request, reply) => {
    const message = `The sandbox has no ${request.method} ${request.url.split('?')[0] ?? ''}.`
    return answerError(reply, { type: 'invalid_request_error', code: 'url_unknown', message })
  })
}

/** Lets in who has the key, and says in Stripe's shape what went wrong. */
export function guardApi(app: App, deps: SandboxDeps): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_request: FastifyRequest, body: string) =>
    parseForm(body),
  )
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'request-id': newObjectId(deps.random, 'req_'), 'stripe-version': sandboxApiVersion, 'cache-control': 'no-store' })
    const refusal = wrongKey(request.headers.authorization, deps.config.secretKey)
    if (refusal) return answerError(reply, refusal)
  })
  injectApiFaults(app, deps)
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const { statusCode = 500 } = error
    if (statusCode >= 500) request.log.error({ err: error }, 'the payment sandbox failed')
    const refused = statusCode < 500
    const body = errorBody({
      type: refused ? 'invalid_request_error' : 'api_error',
      message: refused ? error.message : 'The sandbox failed.',
    })
    return reply.code(statusCode).send(body)
  })
}

function readingRoutes(app: App, deps: SandboxDeps): void {
  for (const kind of kinds) {
    app.get(paths[kind], route, async (request, reply) => {
      const params = parseParams(listParams[kind], queryOf(request))
      if (!params.ok) return answerError(reply, params.error)
      const page = await listRecords(deps, kind, params.value)
      if (!page.ok) return answerError(reply, page.error)
      const isExpanded = 'expand' in params.value && params.value.expand !== undefined
      const objects = page.value.records.map((record) => ({ record, object: objectOf(deps, record) }))
      const data = isExpanded ? await Promise.all(objects.map((each) => withSource(deps, each))) : objects.map(({ object }) => object)
      return { object: 'list', url: `/v1${paths[kind]}`, has_more: page.value.hasMore, data }
    })
    app.get<{ Params: { id: string } }>(`${paths[kind]}/:id`, route, async (request, reply) => {
      const { id } = request.params
      const params = parseParams(noParams, queryOf(request))
      if (!params.ok) return answerError(reply, params.error)
      if (kind === 'checkout.session') await expireDueSession(deps, id)
      if (kind === 'payment_intent') await lapseDueIntent(deps, id)
      const record = await selectRecord(deps.db, kind, id)
      return record ? objectOf(deps, record) : answerError(reply, missing(kind, id).error)
    })
  }
}

function writingRoutes(app: App, deps: SandboxDeps): void {
  app.post('/checkout/sessions', route, (request, reply) =>
    answerKeyed(deps, request, reply, async (tx) => {
      const params = parseParams(sessionParams, request.body ?? {})
      return params.ok ? createSession(tx, deps, params.value) : params
    }),
  )
  app.post<{ Params: { id: string } }>('/checkout/sessions/:id/expire', route, (request, reply) =>
    answerKeyed(deps, request, reply, async (tx, cause) => {
      const params = parseParams(noParams, request.body ?? {})
      return params.ok ? expireSession(tx, deps, { id: request.params.id, cause }) : params
    }),
  )
  app.post<{ Params: { id: string } }>('/payment_intents/:id/capture', route, (request, reply) =>
    answerKeyed(deps, request, reply, async (tx, cause) => {
      const params = parseParams(noParams, request.body ?? {})
      return params.ok ? captureIntent(tx, deps, { id: request.params.id, cause }) : params
    }),
  )
  app.post<{ Params: { id: string } }>('/payment_intents/:id/cancel', route, (request, reply) =>
    answerKeyed(deps, request, reply, async (tx, cause) => {
      const params = parseParams(cancelParams, request.body ?? {})
      if (!params.ok) return params
      return cancelIntent(tx, deps, { id: request.params.id, reason: params.value.cancellation_reason ?? null, cause })
    }),
  )
  app.post('/refunds', route, (request, reply) =>
    answerKeyed(deps, request, reply, async (tx, cause) => {
      const params = parseParams(refundParams, request.body ?? {})
      return params.ok ? createRefund(tx, deps, { params: params.value, cause }) : params
    }),
  )
  app.post('/transfers', route, (request, reply) =>
    answerKeyed(deps, request, reply, async (tx, cause) => {
      const params = parseParams(transferParams, request.body ?? {})
      return params.ok ? createTransfer(tx, deps, { params: params.value, cause }) : params
    }),
  )
}

type Effect = (tx: Tx, cause: Cause) => Promise<Result<SandboxRecord, ApiError>>

/** Once for its key. */
const answerKeyed = (deps: SandboxDeps, request: FastifyRequest, reply: FastifyReply, effect: Effect): Promise<FastifyReply> =>
  answerOnce(deps, request, reply, async (tx, cause) => {
    const done = await effect(tx, cause)
    return done.ok ? ok(objectOf(deps, done.value)) : done
  })

type ObjectEffect = (tx: Tx, cause: Cause) => Promise<Result<object, ApiError>>

/** The same for what answers with an object of its own making. */
export async function answerOnce(
  deps: SandboxDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  effect: ObjectEffect,
): Promise<FastifyReply> {
  const key = request.headers['idempotency-key']
  if (Array.isArray(key)) return answerError(reply, invalid('parameter_invalid', 'One Idempotency-Key, please.').error)
  const cause = { id: String(reply.getHeader('request-id')), idempotencyKey: key ?? null }
  const [path = ''] = request.url.split('?')
  const answer = await keyedRequest(deps, { key: key ?? null, path, input: request.body ?? {} }, (tx) => effect(tx, cause))
  if (!answer.ok) return answerError(reply, answer.error)
  if (key !== undefined) void reply.header('idempotency-key', key)
  if (answer.value.replayed) void reply.header('idempotent-replayed', 'true')
  return reply.type('application/json').send(answer.value.body)
}

function objectOf({ config, clock }: SandboxDeps, record: SandboxRecord): object {
  switch (record.kind) {
    case 'checkout.session':
      return sessionObject(record, config.origin())
    case 'payment_intent':
      return intentObject(record, config.origin())
    case 'charge':
      return chargeObject(record)
    case 'refund':
      return refundObject(record)
    case 'balance_transaction':
      return balanceObject(record, clock.now())
    case 'dispute':
      return disputeObject(record, clock.now())
    case 'transfer':
      return transferObject(record)
    case 'event':
      return eventObject(record)
  }
}

/** By how its id begins. */
const sourceKinds: Readonly<Record<string, Kind>> = { ch: 'charge', re: 'refund', dp: 'dispute', tr: 'transfer' }

async function withSource(deps: SandboxDeps, { record, object }: { record: SandboxRecord; object: object }): Promise<object> {
  if (record.kind !== 'balance_transaction') return object
  const reversal = await findReversal(deps.db, record.sourceId)
  if (reversal) return { ...object, source: reversal }
  const kind = sourceKinds[record.sourceId.split('_')[0] ?? '']
  const source = kind && (await selectRecord(deps.db, kind, record.sourceId))
  return source ? { ...object, source: objectOf(deps, source) } : object
}

export const queryOf = (request: FastifyRequest) => parseForm(request.url.split('?')[1] ?? '')

export const answerError = (reply: FastifyReply, error: ApiError) => reply.code(statusOf(error)).send(errorBody(error))

/** Bearer, or Basic with the key as the user. */
function wrongKey(header: string | undefined, secretKey: string): ApiError | undefined {
  const [scheme = '', value = ''] = (header ?? '').split(' ')
  const given = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8').split(':')[0] : value
  if (!given)
    return { type: 'authentication_error', message: 'Send the secret key as a bearer token, or as the user of basic authentication.' }
  if (isSame(given, secretKey)) return undefined
  return { type: 'authentication_error', message: `This is not the secret key: ${given.slice(0, 8)}…` }
}

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)]
  return a.length === b.length && timingSafeEqual(a, b)
}
