import type { Kysely } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import type { Db, Tx } from './db.ts'
import { changedOne, prepared, preparedInsert, type Ask } from './prepared.ts'
import type { Tables } from './tables.ts'

/** What a client's key is valid for: the same key from another person or for another route is another key. */
export type KeyScope = Readonly<{ actor: string; route: string; key: string }>

/** The right to answer one keyed request, as long as nobody has taken it over. */
export type KeyLease = KeyScope & Readonly<{ lease: string }>

/** What the first request was answered; `body` is a JSON value. */
export type Answer = Readonly<{ status: number; body: unknown }>

export type KeyRow = { inputHash: string; lease: string; leaseUntil: Instant; answer: Answer | undefined }

export async function findKey(tx: Db | Tx, { actor, route, key }: KeyScope): Promise<KeyRow | undefined> {
  const [row] = (await byKey(tx, { actor, route, key })).rows
  if (!row) return undefined
  const answer = row.status === null ? undefined : { status: row.status, body: JSON.parse(row.body ?? 'null') as unknown }
  return { inputHash: row.input_hash, lease: row.lease, leaseUntil: row.lease_until, answer }
}

const byKey = prepared((db, ask: Ask<KeyScope>) =>
  db
    .selectFrom('idempotency_key')
    .select(['input_hash', 'status', 'body', 'lease', 'lease_until'])
    .where('actor', '=', ask('actor'))
    .where('route', '=', ask('route'))
    .where('key', '=', ask('key')),
)
const insert = preparedInsert((db) => db.insertInto('idempotency_key'))

type NewKey = KeyLease & { inputHash: string; leaseUntil: Instant; createdAt: Instant }

/** @throws a duplicate when another request with this key has begun at the same moment. */
export async function insertKey(tx: Tx, { actor, route, key, lease, inputHash, leaseUntil, createdAt }: NewKey): Promise<void> {
  const row: Tables['idempotency_key'] = {
    actor,
    route,
    key,
    input_hash: inputHash,
    status: null,
    body: null,
    lease,
    lease_until: leaseUntil,
    created_at: createdAt,
  }
  await insert(tx, row)
}

type Change = Partial<Pick<Tables['idempotency_key'], 'lease' | 'lease_until'>>

/** False, and nothing written, when the key is answered or another has taken it over. */
async function changeUnanswered(tx: Tx, { actor, route, key, lease }: KeyLease, change: Change): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('idempotency_key')
    .set(change)
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .where('lease', '=', lease)
    .where('status', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const takeKey = (tx: Tx, from: KeyLease, lease: string, leaseUntil: Instant) =>
  changeUnanswered(tx, from, { lease, lease_until: leaseUntil })

/** False, and nothing written, when the key is answered or another has taken it over. */
export async function saveAnswer(tx: Tx, { actor, route, key, lease }: KeyLease, { status, body }: Answer): Promise<boolean> {
  return changedOne(await answerOpen(tx, { actor, route, key, lease, status, body: JSON.stringify(body ?? null) }))
}

const answerOpen = prepared((db, ask: Ask<KeyLease & { status: number; body: string }>) => answering(db, ask).where('status', 'is', null))
const answerAgain = prepared((db, ask: Ask<KeyLease & { status: number; body: string }>) =>
  answering(db, ask).where('status', 'is not', null),
)

const answering = (db: Kysely<Tables>, ask: Ask<KeyLease & { status: number; body: string }>) =>
  db
    .updateTable('idempotency_key')
    .set({ status: ask('status'), body: ask('body') })
    .where('actor', '=', ask('actor'))
    .where('route', '=', ask('route'))
    .where('key', '=', ask('key'))
    .where('lease', '=', ask('lease'))

export const endLease = (tx: Tx, lease: KeyLease) => changeUnanswered(tx, lease, { lease_until: 0 as Instant })

/** @returns how many it deleted: at most `limit`, oldest first. */
export async function deleteKeysBefore(tx: Tx, before: Instant, limit: number): Promise<number> {
  const old = await tx
    .selectFrom('idempotency_key')
    .select(['actor', 'route', 'key'])
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(limit)
    .execute()
  for (const { actor, route, key } of old) {
    await tx.deleteFrom('idempotency_key').where('actor', '=', actor).where('route', '=', route).where('key', '=', key).execute()
  }
  return old.length
}

/** Puts a fuller answer in the place of the one that this request has sealed itself. */
export async function replaceAnswer(tx: Tx, { actor, route, key, lease }: KeyLease, { status, body }: Answer): Promise<void> {
  await answerAgain(tx, { actor, route, key, lease, status, body: JSON.stringify(body) })
}
