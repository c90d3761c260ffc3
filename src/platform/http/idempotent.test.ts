import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { z } from 'zod'
import { forEachDatabase } from '../../../test/databases.ts'
import { newServer, sameSite } from '../../../test/server.ts'
import { instant, type Instant } from '../../kernel/clock.ts'
import { newIds } from '../../kernel/ids.ts'
import { seededRandom } from '../../kernel/random.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { announce } from '../outbox.ts'
import { inTransaction, type Db } from '../db.ts'
import { keyLeaseMs } from '../idempotency.ts'
import { signedIn } from './actor.ts'
import { answerOf, idempotent, sendAnswer } from './idempotent.ts'
import { Problem } from './problem.ts'

type Wish = 'fine' | 'taken' | 'busy' | 'bug' | 'unsealed' | 'thrown'
type Refusal = { code: 'nights_taken' } | { code: 'busy' }
const statuses = { nights_taken: 409, busy: 429 } as const

/** A route that announces an event as its effect, once a key. */
async function newShop(t: TestContext, db: Db) {
  let now = instant('2030-06-01T12:00:00Z')
  const clock = { now: () => now, advance: (ms: number) => (now = (now + ms) as Instant) }
  const deps = { db, clock, ids: newIds(clock, seededRandom(7)) }
  const gate: { wait: Promise<void> } = { wait: Promise.resolve() }
  let runs = 0
  const { app } = await newServer(async (app) => {
    const body = z.object({ wish: z.string().transform((wish) => wish as Wish), nights: z.int().default(1) })
    app.post('/stays/:id', { config: { access: 'signed_in' }, schema: { body } }, async (request, reply) => {
      const { userId } = await signedIn(request)
      const answer = await idempotent(deps, request, userId, async (seal) => {
        runs++
        await gate.wait
        const { wish } = request.body
        if (wish === 'bug') throw new Error('a bug')
        if (wish === 'thrown') throw new Problem(422, 'too_late')
        const result: Result<number, Refusal> = await inTransaction(db, async (tx) => {
          await announce(tx, deps, { type: 'thing.done' })
          if (wish === 'taken') return err({ code: 'nights_taken' })
          if (wish === 'busy') return err({ code: 'busy' })
          if (wish === 'fine') await seal(tx, { status: 201, body: { number: runs } })
          return ok(runs)
        })
        return answerOf(request, result, { statuses, good: (number) => ({ status: 201, body: { number } }) })
      })
      return sendAnswer(reply, answer)
    })
  })
  t.after(() => app.close())
  const book = async (wish: Wish, key: string | undefined, { who = 'ben', id = '1', nights = 1 } = {}) =>
    // Awaited here, because inject does nothing before.
    await app.inject({
      method: 'POST',
      url: `/stays/${id}`,
      payload: { wish, nights },
      headers: { ...sameSite, cookie: `who=${who}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    })
  const effects = async () => (await db.selectFrom('outbox').select('id').execute()).length
  return { book, effects, clock, gate, runs: () => runs }
}

const codeOf = (reply: { json(): unknown }) => (reply.json() as { code: string }).code

forEachDatabase('the same key does the thing once and repeats the first answer', async (t, db) => {
  const { book, effects } = await newShop(t, db)
  const first = await book('fine', 'key-1')
  const again = await book('fine', 'key-1')
  assert.equal(first.statusCode, 201)
  assert.deepEqual([again.statusCode, again.payload], [201, first.payload])
  assert.equal(await effects(), 1)
})

forEachDatabase("a key is one person's, for one input", async (t, db) => {
  const { book, effects } = await newShop(t, db)
  await book('fine', 'key-1')
  assert.equal((await book('fine', 'key-1', { who: 'ana' })).statusCode, 201)
  for (const other of [{ nights: 2 }, { id: '2' }]) {
    const reused = await book('fine', 'key-1', other)
    assert.deepEqual([reused.statusCode, codeOf(reused)], [422, 'idempotency_key_reused'])
  }
  assert.equal(await effects(), 2)
})

forEachDatabase('a request whose twin is still under way is told to wait', async (t, db) => {
  const { book, effects, gate } = await newShop(t, db)
  let open = () => {}
  gate.wait = new Promise((resolve) => (open = resolve))
  // Whichever of the two comes first waits at the gate: the other one answers.
  const twins = [book('fine', 'key-1'), book('fine', 'key-1')]
  const early = await Promise.race(twins)
  assert.deepEqual([early.statusCode, codeOf(early)], [409, 'idempotency_in_flight'])
  open()
  assert.deepEqual(
    (await Promise.all(twins)).map((reply) => reply.statusCode).toSorted((one, other) => one - other),
    [201, 409],
  )
  assert.equal(await effects(), 1)
})

forEachDatabase('a decided refusal is repeated; its effect was rolled back', async (t, db) => {
  const { book, effects, runs } = await newShop(t, db)
  for (const wish of ['taken', 'thrown'] as const) {
    const first = await book(wish, `key-${wish}`)
    const again = await book(wish, `key-${wish}`)
    assert.deepEqual([again.statusCode, again.payload], [first.statusCode, first.payload])
    assert.equal(first.statusCode, wish === 'taken' ? 409 : 422)
    assert.equal(first.headers['content-type'], 'application/problem+json')
  }
  assert.equal(runs(), 2)
  assert.equal(await effects(), 0)
})

forEachDatabase('what decided nothing leaves the key free for another try', async (t, db) => {
  const { book, runs } = await newShop(t, db)
  for (const [wish, status] of [
    ['busy', 429],
    ['bug', 500],
  ] as const) {
    assert.equal((await book(wish, `key-${wish}`)).statusCode, status)
    assert.equal((await book(wish, `key-${wish}`)).statusCode, status)
  }
  assert.equal(runs(), 4)
})

forEachDatabase('an effect that forgot to seal its answer is a bug that shows', async (t, db) => {
  const { book } = await newShop(t, db)
  assert.equal((await book('unsealed', 'key-1')).statusCode, 500)
})

forEachDatabase('of two that hold one key after a lease has ended, one takes effect', async (t, db) => {
  const { book, effects, clock, gate } = await newShop(t, db)
  let open = () => {}
  gate.wait = new Promise((resolve) => (open = resolve))
  const slow = book('fine', 'key-1')
  while ((await db.selectFrom('idempotency_key').select('key').execute()).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5))
  clock.advance(keyLeaseMs + 1)
  const taker = book('fine', 'key-1')
  while (
    new Set((await db.selectFrom('idempotency_key').select('lease_until').execute()).map((row) => row.lease_until > clock.now())).has(false)
  ) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  open()
  const replies = await Promise.all([slow, taker])
  assert.deepEqual(
    replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b),
    [201, 409],
  )
  assert.equal(await effects(), 1)
})

const badKeys: [what: string, key: string | undefined, code: string][] = [
  ['no key', undefined, 'idempotency_key_missing'],
  ['an empty key', '', 'idempotency_key_missing'],
  ['a key with a space', 'a b', 'idempotency_key_bad'],
  ['a key that is no ASCII', 'schlüssel', 'idempotency_key_bad'],
  ['a key of 256 characters', 'x'.repeat(256), 'idempotency_key_bad'],
]

forEachDatabase('a request that moves nights needs a usable key', async (t, db) => {
  const { book, runs } = await newShop(t, db)
  for (const [what, key, code] of badKeys) {
    const refused = await book('fine', key)
    assert.deepEqual([refused.statusCode, codeOf(refused)], [400, code], what)
  }
  assert.equal(runs(), 0)
  assert.equal((await book('fine', 'x'.repeat(255))).statusCode, 201)
})
