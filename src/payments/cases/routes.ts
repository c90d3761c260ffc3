import { z } from 'zod'
import { toIso } from '../../kernel/clock.ts'
import type { Deps } from '../../platform/deps.ts'
import { signedIn } from '../../platform/http/actor.ts'
import { answer, type StatusOf } from '../../platform/http/answer.ts'
import type { App } from '../../platform/http/app.ts'
import { idWire } from '../../platform/wire.ts'
import { selectProgress } from '../reconciliation/store.ts'
import { closeCase, type CloseCaseError } from './close-case.ts'
import { listCases, openCases, parseCasePosition, type BadCursor } from './list-cases.ts'
import type { MoneyCase } from './money-case.ts'
import { viewTrialBalance } from './view-trial-balance.ts'
import { caseClosureWire, moneyCasesQueryWire, moneyCasesWire, moneyCaseWire, trialBalanceWire } from './wire.ts'

const listStatus = { bad_cursor: 400 } as const satisfies StatusOf<BadCursor>
const closeStatus = { case_not_found: 404, case_closed: 409, case_changed: 409 } as const satisfies StatusOf<CloseCaseError>

const config = { access: 'operator' } as const
const tags = ['operator']

/** What those who run the market see of its money: whether it adds up, and where somebody should look. */
export async function moneyCaseRoutes(app: App, deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  app.route({
    method: 'GET',
    url: '/operator/money/cases',
    config,
    schema: {
      operationId: 'listMoneyCases',
      tags,
      summary: 'Money that somebody should look into, newest first',
      querystring: moneyCasesQueryWire,
      response: { 200: moneyCasesWire },
    },
    handler: async (request, reply) => {
      const { state, cursor } = request.query
      const after = answer(reply, parseCasePosition(cursor), listStatus)
      const { cases, next } = await listCases(deps.db, { state, after })
      const open = [...(await openCases(deps.db)).values()].reduce((sum, count) => sum + count, 0)
      const doneAt = (await selectProgress(deps.db))?.doneAt ?? null
      const nextCursor = next && `${next.openedAt}_${next.id}`
      return { items: cases.map(present), nextCursor, open, reconciledAt: doneAt === null ? null : toIso(doneAt) }
    },
  })

  app.route({
    method: 'POST',
    url: '/operator/money/cases/:id/closure',
    config,
    schema: {
      operationId: 'closeMoneyCase',
      tags,
      summary: 'Say what came of a case, and close it',
      params: z.object({ id: idWire<'money_case'>() }),
      body: caseClosureWire,
      response: { 200: moneyCaseWire },
    },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      return present(answer(reply, await closeCase(deps, { caseId: request.params.id, userId, note: request.body.note }), closeStatus))
    },
  })

  app.route({
    method: 'GET',
    url: '/operator/money/trial-balance',
    config,
    schema: {
      operationId: 'viewTrialBalance',
      tags,
      summary: 'The whole ledger by account and currency, and whether it adds up',
      response: { 200: trialBalanceWire },
    },
    handler: async () => viewTrialBalance(deps.db),
  })
}

function present(found: MoneyCase): z.input<typeof moneyCaseWire> {
  const { id, kind, state, bookingId, facts, openedAt, note } = found
  return {
    id,
    kind,
    state,
    bookingId,
    ours: facts.ours ?? null,
    theirs: facts.theirs ?? null,
    amount: facts.amount ?? null,
    reason: facts.reason ?? null,
    reference: facts.reference ?? null,
    openedAt: toIso(openedAt),
    closedAt: found.state === 'closed' ? toIso(found.closedAt) : null,
    closedBy: found.state === 'open' ? null : found.closedBy === null ? 'itself' : 'operator',
    note,
  }
}
