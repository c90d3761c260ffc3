import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '../../../kernel/result.ts'
import type { App } from '../../../platform/http/app.ts'
import { missing } from '../api-errors.ts'
import { noParams, parseParams } from '../api-params.ts'
import { answerError, answerOnce, guardApi, queryOf, route } from '../api-routes.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { selectPage, selectRecord } from '../store.ts'
import { accountObject, linkObject } from './account-object.ts'
import { accountParams, createAccount, createLink, linkParams, onboardingPath } from './accounts.ts'
import { reversalParams, reverseTransfer } from './reverse-transfer.ts'
import { payoutObject } from './transfer-object.ts'

type WithId = { Params: { id: string } }
const includeParams = z.strictObject({ include: z.array(z.string()).max(10).default([]) })
const payoutListParams = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(10) })

/** The part of Stripe's API that paying hosts needs, under Stripe's own paths. Mount it at the root. */
export async function connectApiRoutes(app: App, deps: SandboxDeps): Promise<void> {
  guardApi(app, deps)
  app.post('/v2/core/accounts', route, (request, reply) =>
    answerOnce(deps, request, reply, async (tx) => {
      const params = parseParams(accountParams, request.body ?? {})
      return params.ok ? ok(accountObject(await createAccount(tx, deps, params.value))) : params
    }),
  )
  app.get<WithId>('/v2/core/accounts/:id', route, async (request, reply) => {
    const params = parseParams(includeParams, queryOf(request))
    if (!params.ok) return answerError(reply, params.error)
    const record = await selectRecord(deps.db, 'account', request.params.id)
    return record ? accountObject(record) : answerError(reply, missing('account', request.params.id).error)
  })
  app.post('/v2/core/account_links', route, (request, reply) =>
    answerOnce(deps, request, reply, async (tx) => {
      const params = parseParams(linkParams, request.body ?? {})
      const link = params.ok ? await createLink(tx, deps, params.value) : params
      return link.ok ? ok(linkObject(link.value, `${deps.config.origin()}${onboardingPath}/${link.value.id}`)) : link
    }),
  )
  app.post<WithId>('/v1/transfers/:id/reversals', route, (request, reply) =>
    answerOnce(deps, request, reply, async (tx, cause) => {
      const params = parseParams(reversalParams, request.body ?? {})
      return params.ok ? reverseTransfer(tx, deps, { transferId: request.params.id, params: params.value, cause }) : params
    }),
  )
  payoutRoutes(app, deps)
}

/** Read in the name of the account that they are of. */
function payoutRoutes(app: App, deps: SandboxDeps): void {
  app.get<WithId>('/v1/payouts/:id', route, async (request, reply) => {
    const params = parseParams(noParams, queryOf(request))
    if (!params.ok) return answerError(reply, params.error)
    const record = await selectRecord(deps.db, 'payout', request.params.id)
    return record && record.accountId === accountOf(request)
      ? payoutObject(record)
      : answerError(reply, missing('payout', request.params.id).error)
  })
  app.get('/v1/payouts', route, async (request, reply) => {
    const params = parseParams(payoutListParams, queryOf(request))
    if (!params.ok) return answerError(reply, params.error)
    const from = { olderThan: null }
    const all = await selectPage(deps.db, { kind: 'payout', from, createdFrom: null, createdUntil: null, limit: payoutsMax })
    const own = all.filter(({ accountId }) => accountId === accountOf(request))
    const data = own.slice(0, params.value.limit).map(payoutObject)
    return { object: 'list', url: '/v1/payouts', has_more: own.length > params.value.limit, data }
  })
}

const payoutsMax = 10_000

const accountOf = ({ headers }: FastifyRequest) => headers['stripe-account']
