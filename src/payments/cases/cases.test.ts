import assert from 'node:assert/strict'
import { forEachDatabase } from '../../../test/databases.ts'
import { eur, goodCard, newPaymentWorld, payByCard } from '../../../test/payments-world.ts'
import { listDead, retryDead } from '../../platform/dead-jobs.ts'
import type { Db } from '../../platform/db.ts'
import { watchDeadJobs } from '../reconciliation/watch-dead-jobs.ts'
import { disputeCharge } from '../sandbox/dispute-charge.ts'
import { listCases } from './list-cases.ts'

const openIn = async (db: Db) =>
  (await listCases(db, { state: 'open', after: null })).cases.map(({ kind, facts }) => `${kind} ${facts.reason ?? ''}`.trim()).toSorted()

forEachDatabase(
  'a refund that is refused for good, and the job that died of it, are cases; tried again, the job is none',
  async (t, db) => {
    const { ask, settle, urlOf, giveBack, sandboxDeps, deps } = await newPaymentWorld(t, db)
    const { paymentId } = await ask()
    await settle()
    await payByCard(await urlOf(paymentId), goodCard)
    await settle()
    const { id: chargeId } = await db.selectFrom('sandbox_object').select('id').where('kind', '=', 'charge').executeTakeFirstOrThrow()
    assert.ok((await disputeCharge(sandboxDeps, { chargeId, reason: 'general' })).ok)
    await giveBack(paymentId, eur(42_400))
    await settle()
    const watch = () => watchDeadJobs(deps, (kind) => kind.startsWith('payments.'))
    await watch()
    await watch()
    assert.deepEqual(await openIn(db), ['dead_job payments.refund', 'dispute_open general', 'refund_refused charge_disputed'])

    const dead = await listDead(db)
    assert.equal(
      await retryDead(
        deps,
        dead.map(({ id }) => id),
      ),
      1,
    )
    await watch()
    assert.deepEqual(await openIn(db), ['dispute_open general', 'refund_refused charge_disputed'])
  },
)
