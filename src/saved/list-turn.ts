import type { UserId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { defaultListOf } from './list.ts'
import { bumpDefaultList } from './store.ts'

/** One person's changes happen one after the other, and from the first on they have the list that hearts fill. */
export function inTheirTurn<R extends Result<unknown, unknown>>(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  userId: UserId,
  work: (tx: Tx) => Promise<R>,
): Promise<R> {
  return inTransaction(db, async (tx) => {
    await bumpDefaultList(tx, { id: defaultListOf(userId), userId, name: '', shareToken: null, createdAt: clock.now() })
    return work(tx)
  })
}
