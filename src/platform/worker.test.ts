import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { forEachDatabase } from '../../test/databases.ts'
import { until as waitUntil } from '../../test/until.ts'
import { hourMs, instant, later, systemClock, type Clock } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { seededRandom, systemRandom } from '../kernel/random.ts'
import { openDatabase, write, type Db } from './db.ts'
import { listDead, retryDead } from './dead-jobs.ts'
import type { Deps } from './deps.ts'
import { enqueue, type JobId } from './enqueue.ts'
import { insertOutbox } from './outbox-store.ts'
import { PermanentError, retryPauseMs, type RunningJob } from './run-job.ts'
import { newLogger } from './telemetry.ts'
import { newWorker } from './worker.ts'

const log = newLogger({ level: 'silent' })

function newDeps(db: Db, clock: Clock = systemClock): Deps {
  return { db, clock, random: systemRandom, ids: newIds(clock, systemRandom) }
}

function steppedClock() {
  let now = instant('2030-06-01T12:00:00Z')
  return { now: () => now, pass: (ms: number) => (now = later(now, ms)) }
}

const put = (deps: Deps, kind: string, payload: Record<string, unknown> = {}, runInMs = 0): Promise<JobId> =>
  write(deps.db, (tx) => enqueue(tx, deps, { kind, payload, runAt: later(deps.clock.now(), runInMs) }))

async function rowOf(db: Db, id: JobId) {
  return db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

const until = (what: string, condition: () => boolean | Promise<boolean>) => waitUntil(condition, { msMax: 10_000, pauseMs: 2, what })

function anotherHandle(t: TestContext, url: string): Db {
  const db = openDatabase(url)
  t.after(() => db.destroy())
  return db
}

const isAllDone = async (db: Db) => (await db.selectFrom('job').select('id').where('state', '<>', 'done').execute()).length === 0

forEachDatabase('many workers lose no job and run none at the same time', async (t, db, url) => {
  const deps = newDeps(db)
  const jobs = await Promise.all(Array.from({ length: 200 }, (_, index) => put(deps, 'count', { index })))
  const runs = new Map<string, number>()
  let together = 0
  let togetherMost = 0
  const count = async ({ index }: { index: number }, { id, attempt }: RunningJob) => {
    assert.equal(attempt, 1)
    runs.set(id, (runs.get(id) ?? 0) + 1)
    togetherMost = Math.max(togetherMost, ++together)
    await sleep(index % 4)
    together--
  }
  const handles = [db, ...Array.from({ length: 3 }, () => anotherHandle(t, url))]
  const workers = handles.map((handle) => newWorker(newDeps(handle), { count }, { log, pollMs: 20, concurrencyMax: 4 }))
  for (const worker of workers) worker.start()
  await until('all are done', () => isAllDone(db))
  for (const worker of workers) await worker.stop()
  assert.deepEqual([...runs.keys()].toSorted(), jobs.toSorted())
  assert.deepEqual([...new Set(runs.values())], [1])
  assert.ok(togetherMost > 4 && togetherMost <= 16, `${togetherMost} at once`)
})

forEachDatabase('a job runs after its commit, when it is due, and only where somebody can do it', async (_, db) => {
  const clock = steppedClock()
  const deps = newDeps(db, clock)
  const heard: unknown[] = []
  const worker = newWorker(deps, { hear: async (payload) => void heard.push(payload) }, { log })
  await put(deps, 'hear', { text: 'later' }, 1_000)
  await put(deps, 'hear', { text: 'now' })
  await put(deps, 'unknown')
  assert.equal(await worker.runDue(), 1)
  clock.pass(999)
  assert.equal(await worker.runDue(), 0)
  clock.pass(1)
  assert.equal(await worker.runDue(), 1)
  assert.deepEqual(heard, [{ text: 'now' }, { text: 'later' }])
})

forEachDatabase('a busy process does what nobody waits for one at a time, and what somebody waits for beside it', async (t, db) => {
  const deps = newDeps(db)
  let [together, togetherMost, done] = [0, 0, 0]
  const slow = async () => {
    togetherMost = Math.max(togetherMost, ++together)
    await sleep(5)
    together--
    done++
  }
  const [begun, ask] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const asked = () => (begun.resolve(), ask.promise)
  const worker = newWorker(deps, { slow, asked }, { log, pollMs: 10, isBusy: () => true })
  const answered = worker.runNow(await put(deps, 'asked'))
  await begun.promise
  for (let count = 0; count < 6; count++) await put(deps, 'slow')
  worker.start()
  t.after(() => worker.stop())
  await until('all are done', () => done === 6)
  ask.resolve()
  assert.equal(await answered, 'done')
  assert.equal(togetherMost, 1)
})

forEachDatabase('a commit wakes the worker of its process', async (t, db) => {
  const deps = newDeps(db)
  let heardAt = 0
  const worker = newWorker(deps, { hear: async () => void (heardAt = performance.now()) }, { log, pollMs: 60_000 })
  worker.start()
  t.after(() => worker.stop())
  await sleep(30)
  await put(deps, 'hear')
  await until('it is heard', () => heardAt > 0)
})

forEachDatabase(
  'a job that fails is tried again after growing pauses, then lies with the dead until somebody revives it',
  async (_, db) => {
    const clock = steppedClock()
    const deps = newDeps(db, clock)
    let broken = true
    const fail = async () => {
      if (broken) throw new Error('no answer from ana@example.com with Bearer abcdefgh12345')
    }
    const worker = newWorker(deps, { fail }, { log, attemptsMax: 6 })
    const id = await put(deps, 'fail', { text: 'kept' })
    const pauses: number[] = []
    for (let attempt = 1; attempt < 6; attempt++) {
      assert.equal(await worker.runDue(), 1)
      const { run_at, state, attempts } = await rowOf(db, id)
      assert.deepEqual([state, attempts], ['ready', attempt])
      pauses.push(run_at - clock.now())
      clock.pass(run_at - clock.now())
    }
    for (const [index, pause] of pauses.slice(1).entries()) assert.ok(pause > (pauses[index] ?? 0), pauses.join(', '))
    assert.equal(await worker.runDue(), 1)
    const [dead] = await listDead(db)
    assert.deepEqual(
      { id: dead?.id, attempts: dead?.attempts, lastError: dead?.lastError, endedAt: dead?.endedAt },
      { id, attempts: 6, lastError: 'Error: no answer from [hidden] with Bearer [hidden]', endedAt: clock.now() },
    )
    clock.pass(24 * hourMs)
    assert.equal(await worker.runDue(), 0)
    broken = false
    assert.equal(await retryDead(deps, [id]), 1)
    assert.equal(await retryDead(deps, [id]), 0)
    assert.equal(await worker.runDue(), 1)
    assert.deepEqual([(await rowOf(db, id)).state, await listDead(db)], ['done', []])
  },
)

forEachDatabase('what can never work is dead at once, and so is what took its process down each time', async (_, db) => {
  const clock = steppedClock()
  const deps = newDeps(db, clock)
  const never = async () => {
    throw new PermanentError('no such mailbox')
  }
  const worker = newWorker(deps, { never, crash: never }, { log, attemptsMax: 3 })
  await put(deps, 'never')
  const crashed = await put(deps, 'crash')
  await db
    .updateTable('job')
    .set({ attempts: 3, lease: 'gone', lease_until: later(clock.now(), -1) })
    .where('id', '=', crashed)
    .execute()
  assert.equal(await worker.runDue(), 2)
  const errors = (await listDead(db)).map((job) => `${job.kind}: ${job.lastError ?? ''}`)
  assert.deepEqual(errors.toSorted(), ['crash: Error: no attempt came to an end', 'never: PermanentError: no such mailbox'])
})

forEachDatabase('a job that takes longer than its lease keeps it, and nobody else begins it', async (t, db, url) => {
  let runs = 0
  const slow = async () => {
    runs++
    await sleep(900)
  }
  const workers = [db, anotherHandle(t, url)].map((handle) => newWorker(newDeps(handle), { slow }, { log, leaseMs: 300, pollMs: 10 }))
  await put(newDeps(db), 'slow')
  for (const worker of workers) worker.start()
  await until('it is done', () => isAllDone(db))
  for (const worker of workers) await worker.stop()
  assert.equal(runs, 1)
})

forEachDatabase('who has lost a job writes neither its outcome nor its effect', async (_, db) => {
  const clock = steppedClock()
  const deps = newDeps(db, clock)
  const gates = { done: Promise.withResolvers<void>(), failed: Promise.withResolvers<void>(), effect: Promise.withResolvers<void>() }
  const effect = async (which: string, job: RunningJob) =>
    write(db, async (tx) => {
      await insertOutbox(tx, { id: deps.ids.next(), type: which, payload: '{}', created_at: clock.now(), seq: null })
      await job.finish(tx)
    })
  const slow = newWorker(
    deps,
    {
      done: () => gates.done.promise,
      failed: () => gates.failed.promise,
      effect: async (_payload, job) => gates.effect.promise.then(() => effect('slow', job)),
    },
    { log, leaseMs: 60_000 },
  )
  const nothing = async () => {}
  const quick = newWorker(
    deps,
    { done: nothing, failed: nothing, effect: (_payload, job) => effect('quick', job) },
    { log, leaseMs: 60_000 },
  )
  const ids = [await put(deps, 'done'), await put(deps, 'failed'), await put(deps, 'effect')]
  const outcomes = ids.map((id) => slow.runNow(id))
  await until('all run', async () => (await db.selectFrom('job').select('id').where('lease', 'is not', null).execute()).length === 3)
  clock.pass(60_000)
  assert.equal(await quick.runDue(), 3)
  const after = await db.selectFrom('job').selectAll().orderBy('id').execute()
  clock.pass(1)
  gates.done.resolve()
  gates.effect.resolve()
  gates.failed.reject(new Error('too late'))
  assert.deepEqual(await Promise.all(outcomes), ['later', 'later', 'later'])
  assert.deepEqual(await db.selectFrom('job').selectAll().orderBy('id').execute(), after)
  const effects = await db.selectFrom('outbox').select('type').execute()
  assert.deepEqual(
    effects.map((row) => row.type),
    ['quick'],
  )
})

forEachDatabase('a job that hangs is given up after its limit and tried again', async (_, db) => {
  const deps = newDeps(db)
  let aborted = false
  const hang = async (_payload: unknown, { signal }: RunningJob) => {
    signal.addEventListener('abort', () => (aborted = true))
    await new Promise(() => {})
  }
  const worker = newWorker(deps, { hang }, { log, runMsMax: 50 })
  const id = await put(deps, 'hang')
  const running = worker.runDue()
  await sleep(150)
  assert.equal(await running, 1)
  assert.deepEqual([(await rowOf(db, id)).last_error, aborted], ['Error: took longer than 50 ms', true])
})

forEachDatabase('a request can run its job at once, or wait for whoever is at it', async (t, db, url) => {
  const [here, there] = [newDeps(db), newDeps(anotherHandle(t, url))]
  let runs = 0
  const open = async () => {
    runs++
    await sleep(60)
  }
  const handlers = { open, fail: () => Promise.reject(new Error('down')) }
  const workers = [newWorker(here, handlers, { log, pollMs: 5 }), newWorker(there, handlers, { log, pollMs: 5 })] as const
  const [worker, other] = workers
  const alone = await put(here, 'open')
  assert.equal(await worker.runNow(alone), 'done')
  assert.equal(await worker.runNow(alone), 'done')
  assert.equal(runs, 1)
  const both = await put(here, 'open')
  assert.deepEqual(await Promise.all([worker.runNow(both), other.runNow(both), worker.runNow(both)]), ['done', 'done', 'done'])
  assert.equal(runs, 2)
  for (const each of workers) each.start()
  const contested = await put(here, 'open')
  assert.equal(await worker.runNow(contested), 'done')
  assert.equal(runs, 3)
  for (const each of workers) await each.stop()
  const failing = await put(here, 'fail')
  const unknown = await put(here, 'unknown')
  const early = await put(here, 'open', {}, 60_000)
  for (const id of [failing, unknown, early]) assert.equal(await worker.runNow(id), 'later')
  assert.equal((await rowOf(db, failing)).attempts, 1)
})

forEachDatabase('a worker that stops finishes what runs and takes nothing new', async (_, db) => {
  const deps = newDeps(db)
  const begun: unknown[] = []
  const slow = async (payload: unknown) => {
    begun.push(payload)
    await sleep(100)
  }
  const worker = newWorker(deps, { slow }, { log, concurrencyMax: 1 })
  const jobs = [await put(deps, 'slow'), await put(deps, 'slow')]
  worker.start()
  await until('one runs', () => begun.length === 1)
  await worker.stop()
  const states = await Promise.all(jobs.map(async (id) => (await rowOf(db, id)).state))
  assert.deepEqual(states.toSorted(), ['done', 'ready'])
  assert.equal(begun.length, 1)
  worker.start()
  await until('the other is done too', () => isAllDone(db))
  await worker.stop()
})

forEachDatabase('a worker does not wait for ever when it stops, and what it leaves is taken over', async (_, db) => {
  const deps = newDeps(db)
  let runs = 0
  const hang = (_payload: unknown, { signal }: RunningJob) =>
    ++runs > 1 ? Promise.resolve() : new Promise<void>((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, 1_000)))
  const options = { log, leaseMs: 200, drainMsMax: 50, pollMs: 10 }
  const first = newWorker(deps, { hang }, options)
  await put(deps, 'hang')
  first.start()
  await until('it runs', () => runs === 1)
  await first.stop()
  const second = newWorker(deps, { hang }, options)
  second.start()
  await until('it is done', () => isAllDone(db))
  await second.stop()
  assert.equal(runs, 2)
})

forEachDatabase('nothing of a finished job stays that could be secret', async (_, db) => {
  const deps = newDeps(db)
  const id = await put(deps, 'mail', { to: 'ana@example.com', link: 'https://sojourn.example/?token=abc' })
  await newWorker(deps, { mail: async () => {} }, { log }).runDue()
  const { payload, lease, lease_until } = await rowOf(db, id)
  assert.deepEqual({ payload, lease, lease_until }, { payload: '{}', lease: null, lease_until: 0 })
})

test('pauses between attempts never shrink, and end at an hour', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 30 }), (seed, attempt) => {
      const random = seededRandom(seed)
      const [pause, next] = [retryPauseMs(attempt, random), retryPauseMs(attempt + 1, random)]
      assert.ok(Number.isSafeInteger(pause) && pause > 0 && pause <= hourMs)
      if (2 ** attempt * 1000 <= hourMs) assert.ok(next >= pause)
      else assert.ok(next >= hourMs / 2)
    }),
  )
})
