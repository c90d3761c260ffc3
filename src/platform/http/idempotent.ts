import { isDeepStrictEqual } from 'node:util'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Result } from '../../kernel/result.ts'
import { write, type Db } from '../db.ts'
import type { Deps } from '../deps.ts'
import {
  amendAnswer,
  beginKeyed,
  hashInput,
  KeyLostError,
  parseIdempotencyKey,
  releaseKey,
  sealAnswer,
  type Answer,
  type IdempotencyKey,
  type KeyLease,
} from '../idempotency.ts'
import { findKey, type KeyScope } from '../idempotency-store.ts'
import type { Seal } from '../seal.ts'
import { refusal, type StatusOf } from './answer.ts'
import { Problem, problemBody, problemType } from './problem.ts'

export type { Answer } from '../idempotency.ts'

type KeyedDeps = Pick<Deps, 'db' | 'clock' | 'ids'>

/**
 * Does what `request` asks once for its Idempotency-Key, and repeats the first answer after that.
 * @param actorKey whose key it is: keys of two actors never meet
 * @param run does it. A good answer must be sealed in the transaction of its effect; a decided refusal is stored here, and
 * what decided nothing (429, 5xx, a throw) leaves the key free for another try.
 * @throws Problem without a usable key, when the key is in use, or when it was used for another input
 */
export async function idempotent(
  deps: KeyedDeps,
  request: FastifyRequest,
  actorKey: string,
  run: (seal: Seal<Answer>) => Promise<Answer>,
): Promise<Answer> {
  const input = { params: request.params, query: request.query, body: request.body }
  const keyed = { ...scopeOf(request, actorKey), inputHash: hashInput(input) }
  const begun = await beginKeyed(deps.db, deps, keyed)
  if (!begun.ok) throw refusal(begun.error, { idempotency_in_flight: 409, idempotency_key_reused: 422 })
  if ('answer' in begun.value) return begun.value.answer
  const lease = begun.value.fresh
  return runOnce(deps, lease, () => sealedOrRefused(deps, { request, lease, run }))
}

/**
 * Whether its key was never used. Who is then refused before anything is written may use it again: for refusals that thousands
 * may meet at once.
 */
export const isUnused = async (db: Db, request: FastifyRequest, actorKey: string): Promise<boolean> =>
  (await findKey(db, scopeOf(request, actorKey))) === undefined

function scopeOf(request: FastifyRequest, actor: string): KeyScope & { key: IdempotencyKey } {
  const { method, url } = request.routeOptions
  return { actor, route: `${String(method)} ${url ?? ''}`, key: keyOf(request) }
}

type Attempt = { request: FastifyRequest; lease: KeyLease; run: (seal: Seal<Answer>) => Promise<Answer> }

/** Runs, and sees that a good answer was sealed, and kept whole if it grew since; a problem thrown on the way is an answer too. */
async function sealedOrRefused({ db }: KeyedDeps, { request, lease, run }: Attempt): Promise<Answer> {
  let sealed: Answer | undefined
  try {
    const answer = await run(async (tx, value) => {
      sealed = value
      await sealAnswer(tx, lease, value)
    })
    if (answer.status < 400 && !sealed) throw new Error('an idempotent request had an effect without sealing its answer')
    if (sealed && !isDeepStrictEqual(sealed, answer)) await amendAnswer(db, lease, answer)
    return answer
  } catch (thrown) {
    if (thrown instanceof Problem) return { status: thrown.status, body: problemBody(thrown, request.id) }
    throw thrown
  }
}

async function runOnce({ db }: KeyedDeps, lease: KeyLease, run: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await run()
    if (isRefusal(answer)) await write(db, (tx) => sealAnswer(tx, lease, answer))
    else if (answer.status >= 400) await releaseKey(db, lease)
    return answer
  } catch (thrown) {
    if (thrown instanceof KeyLostError) throw new Problem(409, thrown.code)
    await releaseAfter(db, lease, thrown)
    throw thrown
  }
}

/** What became of the effect may be unknown; if it committed, so did the seal, and then this changes nothing. */
async function releaseAfter(db: Db, lease: KeyLease, thrown: unknown): Promise<void> {
  try {
    await releaseKey(db, lease)
  } catch (second) {
    throw new AggregateError([thrown, second], 'a keyed request failed, and so did freeing its key: its lease will end', { cause: second })
  }
}

const isRefusal = ({ status }: Answer) => status >= 400 && status < 500 && status !== 429

function keyOf(request: FastifyRequest): IdempotencyKey {
  const header = request.headers['idempotency-key']
  if (header === undefined || header === '') throw new Problem(400, 'idempotency_key_missing')
  const key = parseIdempotencyKey(String(header))
  if (!key.ok) throw refusal(key.error, { idempotency_key_bad: 400 })
  return key.value
}

/** The answer that tells of an expected failure, for storing or sending. */
export function refusalAnswer<E extends { code: string }>(request: FastifyRequest, error: E, statuses: StatusOf<E>): Answer {
  const refused = refusal(error, statuses)
  return { status: refused.status, body: problemBody(refused, request.id) }
}

/** `refusalAnswer` for a refusal, else the answer that `good` makes of the value. */
export const answerOf = <T, E extends { code: string }>(
  request: FastifyRequest,
  result: Result<T, E>,
  { statuses, good }: { statuses: StatusOf<E>; good: (value: T) => Answer },
): Answer => (result.ok ? good(result.value) : refusalAnswer(request, result.error, statuses))

/** Sends a stored or fresh answer as it is. Ends the handler: `return sendAnswer(reply, …)`. */
export const sendAnswer = (reply: FastifyReply, { status, body }: Answer): FastifyReply =>
  reply
    .code(status)
    .type(status < 400 ? 'application/json' : problemType)
    .serializer(JSON.stringify)
    .send(body)
