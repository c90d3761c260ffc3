import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { hourMs, later, secondMs } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isDuplicate } from './db-errors.ts'
import { inTransaction, write, type Db, type Tx } from './db.ts'
import type { TxDeps } from './deps.ts'
import {
  endLease,
  findKey,
  insertKey,
  replaceAnswer,
  saveAnswer,
  takeKey,
  type Answer,
  type KeyLease,
  type KeyScope,
} from './idempotency-store.ts'

export type { Answer, KeyLease } from './idempotency-store.ts'

/** How long a request may take before another with its key may take its place. */
export const keyLeaseMs = 60 * secondMs
/** How long an answer is kept for repeating it. */
export const keyAgeMsMax = 48 * hourMs

export const actorLengthMax = 64
export const routeLengthMax = 120

/** A client's name for one intention. */
export type IdempotencyKey = string & { readonly __brand: 'IdempotencyKey' }

/** 1 to 255 visible ASCII characters: no two different keys are the same to either database. */
export function parseIdempotencyKey(text: string): Result<IdempotencyKey, { code: 'idempotency_key_bad' }> {
  return /^[\x21-\x7e]{1,255}$/.test(text) ? ok(text as IdempotencyKey) : err({ code: 'idempotency_key_bad' })
}

export type KeyedRequest = KeyScope & Readonly<{ key: IdempotencyKey; inputHash: string }>
export type Begun = { fresh: KeyLease } | { answer: Answer }
export type BeginKeyedError = { code: 'idempotency_in_flight' } | { code: 'idempotency_key_reused' }

/**
 * Asks for the right to do what `request` asks, once. `fresh`: do it, and seal the answer in the effect's transaction.
 * `answer`: it was done, repeat this. In flight: another request is at it. Reused: the key was used for another input.
 * A request that was never sealed had no effect, so that after its lease another with the same input may take its place.
 */
export async function beginKeyed(db: Db, deps: TxDeps, request: KeyedRequest): Promise<Result<Begun, BeginKeyedError>> {
  assert(request.actor.length <= actorLengthMax && request.route.length <= routeLengthMax)
  const begin = () => inTransaction(db, (tx) => decide(tx, deps, request))
  try {
    return await begin()
  } catch (thrown) {
    // Two began at the same moment and the other one won: its row can be read now.
    if (isDuplicate(thrown)) return begin()
    throw thrown
  }
}

async function decide(tx: Tx, { clock, ids }: TxDeps, request: KeyedRequest): Promise<Result<Begun, BeginKeyedError>> {
  const { actor, route, key, inputHash } = request
  const scope = { actor, route, key }
  const now = clock.now()
  const fresh = { ...scope, lease: ids.next<'key_lease'>() }
  const known = await findKey(tx, scope)
  if (!known) {
    await insertKey(tx, { ...fresh, inputHash, leaseUntil: later(now, keyLeaseMs), createdAt: now })
    return ok({ fresh })
  }
  if (known.inputHash !== inputHash) return err({ code: 'idempotency_key_reused' })
  if (known.answer) return ok({ answer: known.answer })
  if (known.leaseUntil > now) return err({ code: 'idempotency_in_flight' })
  const taken = await takeKey(tx, { ...scope, lease: known.lease }, fresh.lease, later(now, keyLeaseMs))
  return taken ? ok({ fresh }) : err({ code: 'idempotency_in_flight' })
}

/** Another request has taken the key over: what this one was about to commit must not be. */
export class KeyLostError extends Error {
  override name = 'KeyLostError'
  readonly code = 'idempotency_in_flight'
}

/**
 * Stores the answer, in the transaction of the effect it tells of. @throws KeyLostError when the lease was lost: the effect
 * rolls back, and `beginKeyed` again tells what has become of the key.
 */
export async function sealAnswer(tx: Tx, lease: KeyLease, answer: Answer): Promise<void> {
  if (!(await saveAnswer(tx, lease, answer))) throw new KeyLostError('another request has taken this key over')
}

/** After the effect, when more is known of it than could be sealed, such as where to pay: what a repetition is answered from now on. */
export async function amendAnswer(db: Db, lease: KeyLease, answer: Answer): Promise<void> {
  await write(db, (tx) => replaceAnswer(tx, lease, answer))
}

/** Ends an attempt that decided nothing (a bug, a full house): the same request may be made again at once. Sealed or lost: does nothing. */
export async function releaseKey(db: Db, lease: KeyLease): Promise<void> {
  await write(db, (tx) => endLease(tx, lease))
}

/** SHA-256, hex, of a JSON value, whatever the order of its keys. */
export function hashInput(input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(input) ?? null))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
