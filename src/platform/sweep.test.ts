import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { instant, later } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { systemRandom } from '../kernel/random.ts'
import { write, type Db } from './db.ts'
import type { Deps } from './deps.ts'
import { enqueue } from './enqueue.ts'
import { beginKeyed, hashInput, keyAgeMsMax, parseIdempotencyKey } from './idempotency.ts'
import { mailboxMailer } from './mail.ts'
import { announce } from './outbox.ts'
import { watchQueues } from './queue-metrics.ts'
import { newSequencer } from './sequencer.ts'
import { doneJobAgeMsMax, eventAgeMsMax, newSweeper, storedMailAgeMsMax } from './sweep.ts'
import { newLogger, newMetrics } from './telemetry.ts'
import { newWorker } from './worker.ts'

const log = newLogger({ level: 'silent' })

function newHouse(db: Db) {
  const start = instant('2030-06-01T12:00:00Z')
  let now = start
  const clock = { now: () => now }
  const deps: Deps = { db, clock, random: systemRandom, ids: newIds(clock, systemRandom) }
  const handlers = {
    fine: async () => {},
    broken: async () => {
      throw new Error('broken')
    },
  }
  return {
    deps,
    at: (ms: number) => (now = later(start, ms)),
    say: (times = 1) =>
      write(db, async (tx) => {
        for (let index = 0; index < times; index++) await announce(tx, deps, { type: 'said' })
      }),
    put: (kind: string) => write(db, (tx) => enqueue(tx, deps, { kind, payload: {} })),
    sequencer: newSequencer(deps, [], { log }),
    worker: newWorker(deps, handlers, { log, attemptsMax: 1 }),
    sweeper: newSweeper(deps, { log }),
  }
}

forEachDatabase('done jobs and numbered events are swept when they are old; waiting and dead ones stay', async (_, db) => {
  const { at, say, put, sequencer, worker, sweeper } = newHouse(db)
  await say(450)
  for (const kind of [...Array.from({ length: 250 }, () => 'fine'), 'broken', 'unknown']) await put(kind)
  await sequencer.runOnce()
  await worker.runDue()
  at(eventAgeMsMax)
  await say()
  await sequencer.runOnce()
  await say()
  assert.deepEqual(await sweeper.runOnce(), { jobs: 0, events: 0, keys: 0, mails: 0 })
  at(Math.max(eventAgeMsMax, doneJobAgeMsMax) + 1)
  assert.deepEqual(await sweeper.runOnce(), { jobs: 250, events: 450, keys: 0, mails: 0 })
  assert.deepEqual((await db.selectFrom('job').select('kind').execute()).map((row) => row.kind).toSorted(), ['broken', 'unknown'])
  const left = (await db.selectFrom('outbox').select('seq').orderBy('seq').execute()).map((row) => row.seq)
  assert.deepEqual(left, [null, 451])
  at(10 * eventAgeMsMax)
  assert.equal((await sweeper.runOnce()).events, 1)
  assert.equal(await sequencer.runOnce(), 1)
  assert.deepEqual(
    (await db.selectFrom('outbox').select('seq').execute()).map((row) => row.seq),
    [452],
  )
})

forEachDatabase('keys are kept for two days and mails for a month', async (_, db) => {
  const { deps, at, sweeper } = newHouse(db)
  const key = parseIdempotencyKey('k1')
  assert.ok(key.ok)
  await beginKeyed(db, deps, { actor: 'ben', route: 'POST /bookings', key: key.value, inputHash: hashInput(1) })
  await mailboxMailer(deps).send({ to: 'ana@example.com', subject: 's', text: 't', html: 'h' }, 'm1')
  at(keyAgeMsMax)
  assert.deepEqual(await sweeper.runOnce(), { jobs: 0, events: 0, keys: 0, mails: 0 })
  at(keyAgeMsMax + 1)
  assert.deepEqual(await sweeper.runOnce(), { jobs: 0, events: 0, keys: 1, mails: 0 })
  at(storedMailAgeMsMax)
  assert.equal((await sweeper.runOnce()).mails, 0)
  at(storedMailAgeMsMax + 1)
  assert.equal((await sweeper.runOnce()).mails, 1)
})

forEachDatabase('the metrics page tells how many jobs wait or are dead, and how far numbering is behind', async (_, db) => {
  const { deps, at, say, put, sequencer, worker } = newHouse(db)
  const metrics = newMetrics({ process: false })
  watchQueues(metrics, deps)
  const figures = async () => {
    const page = await metrics.registry.metrics()
    return [...page.matchAll(/^(sojourn_(?:jobs|outbox).*) (\S+)$/gm)].map(([, name, value]) => `${name ?? ''} ${value ?? ''}`)
  }
  for (const kind of ['fine', 'broken', 'unknown', 'unknown']) await put(kind)
  await worker.runDue()
  await say()
  at(2_500)
  await say()
  const jobs = ['sojourn_jobs{state="ready"} 2', 'sojourn_jobs{state="dead"} 1']
  assert.deepEqual(await figures(), [...jobs, 'sojourn_outbox_unnumbered 2', 'sojourn_outbox_lag_seconds 2.5'])
  await sequencer.runOnce()
  assert.deepEqual(await figures(), [...jobs, 'sojourn_outbox_unnumbered 0', 'sojourn_outbox_lag_seconds 0'])
})
