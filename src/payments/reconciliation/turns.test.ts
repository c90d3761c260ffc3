import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { forEachDatabase } from '../../../test/databases.ts'
import { newPaymentWorld } from '../../../test/payments-world.ts'
import { secondMs } from '../../kernel/clock.ts'
import { write, type Db } from '../../platform/db.ts'
import { newLogger } from '../../platform/telemetry.ts'
import { moveBalance } from '../sandbox/balance.ts'
import { newReconciler } from './reconcile.ts'
import { selectProgress } from './store.ts'

/** Two processes that compare the books; what passes while the provider answers the first one's calls is `meanwhile`. */
async function newPair(t: TestContext, db: Db, meanwhile: () => Promise<void>) {
  const world = await newPaymentWorld(t, db)
  const { deps, provider, sandboxDeps } = world
  const log = newLogger({ level: 'silent' })
  let asked = 0
  const slow = { ...provider, listTransactions: async (span: object) => (await meanwhile(), pageAfter(span)) }
  /** One transaction a page, of two. */
  const pageAfter = async (span: object) => {
    const { before } = span as { before: string | null }
    const { transactions } = await provider.listTransactions({ createdFrom: null, before })
    return { transactions: transactions.slice(0, 1), more: transactions.length > 1 }
  }
  for (const amount of [-700, -500]) {
    await write(db, (tx) => moveBalance(tx, sandboxDeps, { type: 'adjustment', amount, currency: 'eur', sourceId: `adj_${amount}` }))
    world.clock.pass(secondMs)
  }
  const counted = { ...provider, listTransactions: (span: never) => ((asked += 1), provider.listTransactions(span)) }
  const other = newReconciler({ ...deps, provider: counted }, log)
  return {
    ...world,
    first: newReconciler({ ...deps, provider: slow }, log),
    /** What the other process does when it comes to look, once. */
    otherLooks: async () => {
      other.start()
      await other.stop()
    },
    askedByOther: () => asked,
    progress: async () => {
      const progress = await selectProgress(db)
      assert.ok(progress)
      return progress
    },
  }
}

type Pair = Awaited<ReturnType<typeof newPair>>

forEachDatabase('a long comparison is left alone by the other processes, and how far it came is kept', async (t, db) => {
  const pair: Pair = await newPair(t, db, async () => {
    pair.clock.pass(20 * secondMs)
    await pair.otherLooks()
  })
  const from = pair.clock.now()
  await pair.first.runOnce()
  assert.equal(pair.askedByOther(), 0)
  const { oursFrom, theirsFrom, doneAt } = await pair.progress()
  assert.deepEqual([oursFrom, doneAt], [from, pair.clock.now()])
  assert.ok(theirsFrom !== null)
})

forEachDatabase('one whose process has died is taken over, and writes nothing when it comes back after all', async (t, db) => {
  const pair: Pair = await newPair(t, db, async () => {
    if (pair.askedByOther() > 0) return
    pair.clock.pass(31 * secondMs)
    await pair.otherLooks()
    pair.clock.pass(11 * secondMs)
  })
  await pair.first.runOnce()
  assert.ok(pair.askedByOther() > 0)
  const { oursFrom, turnAt, doneAt } = await pair.progress()
  assert.deepEqual([oursFrom, doneAt], [turnAt, turnAt], 'as the other one has left it')
})

forEachDatabase('who failed begins again at once, others after a while', async (t, db) => {
  const world = await newPaymentWorld(t, db)
  const log = newLogger({ level: 'silent' })
  let calls = 0
  const down = { ...world.provider, listTransactions: async () => ((calls += 1), Promise.reject(new Error('down'))) }
  const [one, other] = [down, down].map((provider) => newReconciler({ ...world.deps, provider }, log))
  assert.ok(one && other)
  const look = async (reconciler: typeof one) => {
    const before = calls
    reconciler.start()
    await reconciler.stop()
    return calls > before
  }
  assert.equal(await look(one), true)
  world.clock.pass(10 * secondMs)
  assert.equal(await look(other), false)
  assert.equal(await look(one), true)
  world.clock.pass(31 * secondMs)
  assert.equal(await look(other), true)
})
