import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachDatabase } from '../../test/databases.ts'
import { instant, later, type Clock } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { systemRandom } from '../kernel/random.ts'
import { openDatabase, write, type Db } from './db.ts'
import { insertOutbox } from './outbox-store.ts'
import {
  beginKeyed,
  hashInput,
  keyLeaseMs,
  KeyLostError,
  parseIdempotencyKey,
  releaseKey,
  sealAnswer,
  type Answer,
  type IdempotencyKey,
  type KeyLease,
} from './idempotency.ts'

const key = (text: string): IdempotencyKey => {
  const parsed = parseIdempotencyKey(text)
  assert.ok(parsed.ok)
  return parsed.value
}

function newDesk() {
  let now = instant('2030-06-01T12:00:00Z')
  const clock: Clock = { now: () => now }
  const deps = { clock, ids: newIds(clock, systemRandom) }
  const request = { actor: 'ben', route: 'POST /bookings', key: key('k1'), inputHash: hashInput({ nights: 3 }) }
  return { deps, request, pass: (ms: number) => (now = later(now, ms)) }
}

const effects = async (db: Db) => (await db.selectFrom('outbox').select('id').execute()).length

/** Something that must happen once, and its answer. */
function act(db: Db, { deps }: ReturnType<typeof newDesk>, lease: KeyLease, answer: Answer): Promise<void> {
  return write(db, async (tx) => {
    await insertOutbox(tx, { id: deps.ids.next(), type: 'effect', payload: '{}', created_at: deps.clock.now(), seq: null })
    await sealAnswer(tx, lease, answer)
  })
}

const answer = { status: 201, body: { id: 'b1', total: { minor: 12_345, currency: 'EUR' }, note: 'Übernachtung 🛏' } }

async function begun(db: Db, desk: ReturnType<typeof newDesk>): Promise<KeyLease> {
  const result = await beginKeyed(db, desk.deps, desk.request)
  assert.ok(result.ok && 'fresh' in result.value)
  return result.value.fresh
}

forEachDatabase(
  'twenty requests at once with one key: one runs, the others are told so, and a repeat gets the same answer',
  async (t, db, url) => {
    const other = openDatabase(url)
    t.after(() => other.destroy())
    const desk = newDesk()
    const all = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const via = index % 2 ? other : db
        const result = await beginKeyed(via, desk.deps, desk.request)
        if (!result.ok) return result.error.code
        if ('answer' in result.value) return assert.deepEqual(result.value.answer, answer) ?? 'repeated'
        await act(via, desk, result.value.fresh, answer)
        return 'ran'
      }),
    )
    assert.equal(all.filter((outcome) => outcome === 'ran').length, 1)
    assert.ok(all.every((outcome) => ['ran', 'repeated', 'idempotency_in_flight'].includes(outcome)))
    assert.equal(await effects(db), 1)
    assert.deepEqual(await beginKeyed(other, desk.deps, desk.request), { ok: true, value: { answer } })
  },
)

forEachDatabase('a key is in flight until it is sealed, then it repeats its answer', async (_, db) => {
  const desk = newDesk()
  const lease = await begun(db, desk)
  desk.pass(keyLeaseMs - 1)
  assert.deepEqual(await beginKeyed(db, desk.deps, desk.request), { ok: false, error: { code: 'idempotency_in_flight' } })
  await act(db, desk, lease, answer)
  await assert.rejects(act(db, desk, lease, { status: 409, body: 'second thoughts' }), KeyLostError)
  assert.deepEqual(await beginKeyed(db, desk.deps, desk.request), { ok: true, value: { answer } })
})

forEachDatabase('a key cannot be used for another input, in flight or answered', async (_, db) => {
  const desk = newDesk()
  const lease = await begun(db, desk)
  const other = { ...desk.request, inputHash: hashInput({ nights: 4 }) }
  const reused = { ok: false, error: { code: 'idempotency_key_reused' } }
  assert.deepEqual(await beginKeyed(db, desk.deps, other), reused)
  await act(db, desk, lease, answer)
  assert.deepEqual(await beginKeyed(db, desk.deps, other), reused)
})

forEachDatabase('the same key of another person, or for another route, is another key', async (_, db) => {
  const desk = newDesk()
  await begun(db, desk)
  for (const scope of [{ actor: 'eve' }, { actor: 'Ben' }, { route: 'POST /cancellations' }, { key: key('K1') }]) {
    const result = await beginKeyed(db, desk.deps, { ...desk.request, ...scope })
    assert.ok(result.ok && 'fresh' in result.value, JSON.stringify(scope))
  }
})

forEachDatabase('a request that died is taken over after its lease, and cannot commit any more', async (_, db) => {
  const desk = newDesk()
  const dead = await begun(db, desk)
  desk.pass(keyLeaseMs)
  const lease = await begun(db, desk)
  await assert.rejects(act(db, desk, dead, { status: 201, body: 'late' }), KeyLostError)
  assert.equal(await effects(db), 0)
  await releaseKey(db, dead)
  await act(db, desk, lease, answer)
  await assert.rejects(act(db, desk, dead, { status: 201, body: 'late' }), KeyLostError)
  assert.equal(await effects(db), 1)
  assert.deepEqual(await beginKeyed(db, desk.deps, desk.request), { ok: true, value: { answer } })
})

forEachDatabase('of twenty that want to take over a lapsed key one gets it', async (_, db) => {
  const desk = newDesk()
  await begun(db, desk)
  desk.pass(keyLeaseMs)
  const all = await Promise.all(Array.from({ length: 20 }, () => beginKeyed(db, desk.deps, desk.request)))
  assert.equal(all.filter((result) => result.ok).length, 1)
})

forEachDatabase('an attempt that decided nothing gives its key back, for the same input only', async (_, db) => {
  const desk = newDesk()
  await releaseKey(db, await begun(db, desk))
  const other = await beginKeyed(db, desk.deps, { ...desk.request, inputHash: hashInput({ nights: 4 }) })
  assert.deepEqual(other, { ok: false, error: { code: 'idempotency_key_reused' } })
  const lease = await begun(db, desk)
  await act(db, desk, lease, answer)
  await releaseKey(db, lease)
  assert.deepEqual(await beginKeyed(db, desk.deps, desk.request), { ok: true, value: { answer } })
})

test('a key is 1 to 255 visible ASCII characters', () => {
  assert.ok(parseIdempotencyKey('x'.repeat(255)).ok)
  const bad = ['', ' ', 'a ', 'a b', 'ä', 'a\n', 'a\u0000', 'x'.repeat(256)]
  assert.deepEqual(
    bad.filter((text) => parseIdempotencyKey(text).ok),
    [],
  )
})

test('an input has one hash in whatever order its keys come, and another input another', () => {
  assert.equal(hashInput({ a: 1, b: [{ c: 2, d: 3 }] }), hashInput({ b: [{ d: 3, c: 2 }], a: 1 }))
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b)
      if (same) assert.equal(hashInput(a), hashInput(b))
      else if (typeof a !== 'object' || typeof b !== 'object') assert.notEqual(hashInput(a), hashInput(b))
    }),
  )
  assert.notEqual(hashInput([1, 2]), hashInput([2, 1]))
})
