import { dayMs, type Instant } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isDuplicate } from '../../platform/db-errors.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { hashInput } from '../../platform/idempotency.ts'
import type { ApiError } from './api-errors.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { deleteKey, insertKey, selectKey } from './store.ts'

/** How long Stripe remembers a key at least. */
const keyMsMax = dayMs
const keyLengthMax = 255

export type KeyedAnswer = Readonly<{ body: string; replayed: boolean }>
/** `path` and `input` are what must be the same when the key is. */
export type KeyedRequest = Readonly<{ key: string | null; path: string; input: unknown }>

/**
 * Runs `effect` once for its key: effect, key and answer commit together. The same key with the same input repeats the answer,
 * with another it is refused. A refused effect leaves nothing behind, so that its key may be used again.
 */
export async function keyedRequest(
  { db, clock }: SandboxDeps,
  { key, path, input }: KeyedRequest,
  effect: (tx: Tx) => Promise<Result<object, ApiError>>,
): Promise<Result<KeyedAnswer, ApiError>> {
  if (key !== null && !new RegExp(`^[\\x20-\\x7e]{1,${keyLengthMax}}$`).test(key))
    return badKey(`A key has 1 to ${keyLengthMax} ASCII letters.`)
  const inputHash = hashInput([path, input])
  // The effect may have waited for the same request's own, begun a moment earlier: what it was refused for is what that one did.
  const meanwhile = async (tx: Tx) => {
    const known = key === null ? undefined : await freshKey(tx, key, clock.now())
    return known?.inputHash === inputHash ? ok({ body: known.body, replayed: true }) : undefined
  }
  const once = () =>
    inTransaction(db, async (tx): Promise<Result<KeyedAnswer, ApiError>> => {
      const known = key === null ? undefined : await freshKey(tx, key, clock.now())
      if (known && known.inputHash !== inputHash) return badKey('This key was used for another request.')
      if (known) return ok({ body: known.body, replayed: true })
      const done = await effect(tx)
      if (!done.ok) return (await meanwhile(tx)) ?? done
      const body = JSON.stringify(done.value)
      if (key !== null) await insertKey(tx, key, { inputHash, status: 200, body, createdAt: clock.now() })
      return ok({ body, replayed: false })
    })
  try {
    return await once()
  } catch (error) {
    // The same request came twice at once and the other one won: its answer is there now.
    if (isDuplicate(error)) return once()
    throw error
  }
}

const badKey = (message: string) => err<ApiError>({ type: 'idempotency_error', message })

async function freshKey(tx: Tx, key: string, now: Instant) {
  const known = await selectKey(tx, key)
  if (!known || now - known.createdAt <= keyMsMax) return known
  await deleteKey(tx, key)
  return undefined
}
