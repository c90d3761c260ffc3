import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { databases, forEachDatabase } from '../../test/databases.ts'
import { until as waitUntil } from '../../test/until.ts'
import { instant, later, systemClock, type Clock } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { systemRandom } from '../kernel/random.ts'
import { openDatabase, write, type Db, type Tx } from './db.ts'
import type { Deps } from './deps.ts'
import { newFollower, SweptError, type NumberedEvent } from './follower.ts'
import { deleteNumberedBefore, insertOutbox } from './outbox-store.ts'
import { announce } from './outbox.ts'
import { newSequencer, type Subscription } from './sequencer.ts'
import { newLogger } from './telemetry.ts'

const log = newLogger({ level: 'silent' })

function newDeps(db: Db, clock: Clock = systemClock): Deps {
  return { db, clock, random: systemRandom, ids: newIds(clock, systemRandom) }
}

function steppedClock() {
  let now = instant('2030-06-01T12:00:00Z')
  return { now: () => now, pass: (ms: number) => (now = later(now, ms)) }
}

const say = (deps: Deps, name: string) => write(deps.db, (tx) => announce(tx, deps, { type: 'said', name }))
/** What a commit in another process is to this one: nobody here is woken by it. */
const sayFromAfar = (deps: Deps, name: string) =>
  write(deps.db, (tx) =>
    insertOutbox(tx, {
      id: deps.ids.next(),
      type: 'said',
      payload: JSON.stringify({ type: 'said', name }),
      created_at: deps.clock.now(),
      seq: null,
    }),
  )

const numbers = async (db: Db) => (await db.selectFrom('outbox').select('seq').orderBy('seq').execute()).map((row) => row.seq)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

function newWitness(db: Db, after = 0, onSwept?: () => Promise<number>) {
  const seen: NumberedEvent[] = []
  const onEvents = async (events: NumberedEvent[]) => void seen.push(...events)
  const follower = newFollower({ db }, { after, onEvents, ...(onSwept && { onSwept }) }, { log, pollMs: 20 })
  return { follower, seen, names: () => seen.map((event) => event.name) }
}

const until = (what: string, condition: () => boolean | Promise<boolean>, msMax = 5_000) =>
  waitUntil(condition, { msMax, pauseMs: 1, what })

function anotherHandle(t: TestContext, url: string): Db {
  const db = openDatabase(url)
  t.after(() => db.destroy())
  return db
}

forEachDatabase(
  'every event gets one number, without a gap, and every follower sees all in the same order, whoever sequences',
  async (t, db, url) => {
    const handles = [db, anotherHandle(t, url)].map((handle) => newDeps(handle))
    // A lease that lapses at once makes every batch of the two a race.
    const errors: string[] = []
    const complaints = newLogger({ level: 'warn', destination: { write: (line) => errors.push(line) } })
    const sequencers = handles.map((deps) => newSequencer(deps, [], { log: complaints, leaseMs: 0, pollMs: 5 }))
    const witnesses = handles.map((deps) => newWitness(deps.db))
    for (const part of [...sequencers, ...witnesses.map((witness) => witness.follower)]) part.start()
    let said = 0
    const talk = fc.array(fc.record({ via: fc.nat(1), events: fc.integer({ min: 1, max: 3 }), thinkMs: fc.nat(12) }), {
      minLength: 1,
      maxLength: 25,
    })
    const property = fc.asyncProperty(talk, async (talks) => {
      await Promise.all(
        talks.map(async ({ via, events, thinkMs }, index) => {
          const deps = handles[via]
          assert.ok(deps)
          await write(deps.db, async (tx: Tx) => {
            for (let part = 0; part < events; part++) await announce(tx, deps, { type: 'said', name: `${said}-${index}-${part}` })
            await sleep(thinkMs)
          })
        }),
      )
      await Promise.all(sequencers.map((sequencer) => sequencer.runOnce()))
      said += talks.reduce((sum, { events }) => sum + events, 0)
      await until('all is numbered', async () => (await numbers(db)).at(0) !== null)
      assert.deepEqual(await numbers(db), upTo(said))
      for (const { follower, seen } of witnesses) {
        await follower.catchUp()
        assert.deepEqual(
          seen.map((event) => event.seq),
          upTo(said),
        )
      }
      assert.deepEqual(witnesses[0]?.names(), witnesses[1]?.names())
      assert.equal(new Set(witnesses[0]?.names()).size, said)
    })
    await fc.assert(property, { numRuns: 12 })
    for (const part of [...sequencers, ...witnesses.map((witness) => witness.follower)]) await part.stop()
    assert.deepEqual(errors, [], 'to lose a race is no error')
  },
)

for (const { name, skip, openMigrated } of databases().filter((each) => each.name === 'mariadb')) {
  test(`an event whose transaction commits after a younger one's is not skipped [${name}]`, { skip }, async (t) => {
    const { url, drop } = await openMigrated()
    const deps = newDeps(openDatabase(url))
    t.after(async () => {
      await deps.db.destroy()
      await drop()
    })
    const { follower, names } = newWitness(deps.db)
    const sequencer = newSequencer(deps, [], { log })
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const old = write(deps.db, async (tx) => {
      await announce(tx, deps, { type: 'said', name: 'old' })
      begun.resolve()
      await gate.promise
    })
    await begun.promise
    await sleep(2)
    await say(deps, 'young')
    assert.equal(await sequencer.runOnce(), 1)
    await follower.catchUp()
    gate.resolve()
    await old
    assert.equal(await sequencer.runOnce(), 1)
    await follower.catchUp()
    assert.deepEqual(names(), ['young', 'old'])
  })
}

forEachDatabase('processes that start at the same moment make one head', async (t, db, url) => {
  const handles = [db, anotherHandle(t, url), anotherHandle(t, url)]
  await say(newDeps(db), 'first')
  const counts = await Promise.all(handles.map((handle) => newSequencer(newDeps(handle), [], { log }).runOnce()))
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    1,
  )
  assert.deepEqual(await numbers(db), [1])
})

forEachDatabase('one process numbers at a time; another takes over when its lease has lapsed', async (_, db) => {
  const clock = steppedClock()
  const deps = newDeps(db, clock)
  const [first, second] = [newSequencer(deps, [], { log, leaseMs: 10_000 }), newSequencer(deps, [], { log, leaseMs: 10_000 })]
  await say(deps, 'a')
  assert.equal(await first.runOnce(), 1)
  await say(deps, 'b')
  clock.pass(9_999)
  assert.equal(await second.runOnce(), 0)
  assert.equal(await first.runOnce(), 1)
  await say(deps, 'c')
  clock.pass(9_999)
  assert.equal(await second.runOnce(), 0, 'numbering has renewed the lease')
  clock.pass(1)
  assert.equal(await second.runOnce(), 1)
  await say(deps, 'd')
  assert.equal(await first.runOnce(), 0)
  assert.equal(await second.runOnce(), 1)
  assert.deepEqual(await numbers(db), upTo(4))
})

forEachDatabase('a process that stops in order holds nobody up, and takes the lease from nobody', async (_, db) => {
  const clock = steppedClock()
  const [first, second] = [0, 1].map(() => newSequencer(newDeps(db, clock), [], { log, leaseMs: 10_000 }))
  assert.ok(first && second)
  await say(newDeps(db, clock), 'a')
  assert.equal(await first.runOnce(), 1)
  await first.stop()
  await say(newDeps(db, clock), 'b')
  assert.equal(await second.runOnce(), 1, 'at once')
  await first.stop()
  await say(newDeps(db, clock), 'c')
  assert.equal(await first.runOnce(), 0, 'the lease is the second one’s still')
})

const subscriptions: Subscription[] = [
  { name: 'bookings', type: 'said', job: 'bookings.hear' },
  { name: 'mail', type: 'said', job: 'mail.hear' },
  { name: 'nobody', type: 'whispered', job: 'nobody.hear' },
]

forEachDatabase('each subscription of an event gets one job with the event in it', async (_, db) => {
  const deps = newDeps(db)
  for (let index = 0; index < 250; index++) await say(deps, `event ${index}`)
  assert.equal(await newSequencer(deps, subscriptions, { log }).runOnce(), 250)
  const jobs = await db.selectFrom('job').select(['kind', 'payload']).execute()
  for (const kind of ['bookings.hear', 'mail.hear']) {
    const payloads = jobs.filter((job) => job.kind === kind).map((job) => JSON.parse(job.payload) as { name: string })
    assert.equal(new Set(payloads.map((payload) => payload.name)).size, 250)
    assert.equal(payloads.length, 250)
  }
  assert.equal(jobs.length, 500)
})

forEachDatabase('a commit in this process reaches its followers at once, one from afar within half a second', async (t, db) => {
  const deps = newDeps(db)
  const sequencer = newSequencer(deps, [], { log })
  const seen: string[] = []
  const onEvents = async (events: NumberedEvent[]) => void seen.push(...events.map((event) => String(event.name)))
  const follower = newFollower({ db }, { after: 0, onEvents }, { log })
  sequencer.start()
  follower.start()
  t.after(() => Promise.all([sequencer.stop(), follower.stop()]))
  await say(deps, 'warm up')
  await until('it is warm', () => seen.length === 1)
  const times: number[] = []
  for (let index = 0; index < 9; index++) {
    await say(deps, `here ${index}`)
    times.push(await until('it is seen', () => seen.includes(`here ${index}`)))
    await sleep(5)
  }
  assert.ok((times.toSorted((a, b) => a - b)[4] ?? Infinity) < 50, `took ${times.join(', ')} ms`)
  await sayFromAfar(deps, 'afar')
  assert.ok((await until('it is seen', () => seen.includes('afar'))) < 600)
})

forEachDatabase('what a follower could not take comes again, in order', async (_, db) => {
  const deps = newDeps(db)
  for (const name of ['a', 'b', 'c']) await say(deps, name)
  await newSequencer(deps, [], { log }).runOnce()
  let failures = 2
  const seen: unknown[] = []
  const onEvents = async (events: NumberedEvent[]) => {
    if (failures-- > 0) throw new Error('not now')
    seen.push(...events.map((event) => event.seq))
  }
  const follower = newFollower({ db }, { after: 0, onEvents }, { log })
  await assert.rejects(follower.catchUp(), /not now/)
  await assert.rejects(follower.catchUp(), /not now/)
  assert.equal(follower.position(), 0)
  await follower.catchUp()
  assert.deepEqual(seen, [1, 2, 3])
  assert.equal(follower.position(), 3)
})

forEachDatabase('a follower whose events were swept says so, and goes on from where its caller is whole again', async (_, db) => {
  const deps = newDeps(db)
  const sequencer = newSequencer(deps, [], { log })
  for (const name of ['a', 'b', 'c']) await say(deps, name)
  await sequencer.runOnce()
  await write(db, (tx) => deleteNumberedBefore(tx, later(systemClock.now(), 1), 2))
  await assert.rejects(newWitness(db).follower.catchUp(), SweptError)
  const { follower, names } = newWitness(db, 0, async () => 3)
  await say(deps, 'd')
  await sequencer.runOnce()
  await follower.catchUp()
  assert.deepEqual(names(), ['d'])
})
