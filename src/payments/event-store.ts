import type { Instant } from '../kernel/clock.ts'
import type { Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import { prepared, preparedInsert, type Ask } from '../platform/prepared.ts'

type NewEvent = Readonly<{ id: string; type: string; body: string; receivedAt: Instant }>

/** False when this event has been stored before. */
export async function insertEvent(tx: Tx, event: NewEvent): Promise<boolean> {
  const { id, type, body, receivedAt } = event
  try {
    await putEvent(tx, { id, type, body, received_at: receivedAt, handled_at: null })
    return true
  } catch (error) {
    // Both databases undo only the statement that met the key, and the transaction goes on.
    if (isDuplicate(error)) return false
    throw error
  }
}

const putEvent = preparedInsert((db) => db.insertInto('provider_event'))

/** Those that were handled. @returns how many it deleted: at most `limit`. */
export async function deleteEventsBefore(tx: Tx, before: Instant, limit: number): Promise<number> {
  const old = await tx
    .selectFrom('provider_event')
    .select('id')
    .where('received_at', '<', before)
    .where('handled_at', 'is not', null)
    .orderBy('received_at')
    .limit(limit)
    .execute()
  const ids = old.map((row) => row.id)
  if (ids.length > 0) await tx.deleteFrom('provider_event').where('id', 'in', ids).execute()
  return ids.length
}

export async function markEventHandled(tx: Tx, id: string, at: Instant): Promise<void> {
  await endEvent(tx, { id, at })
}

const endEvent = prepared((db, ask: Ask<{ id: string; at: Instant }>) =>
  db
    .updateTable('provider_event')
    .set({ handled_at: ask('at') })
    .where('id', '=', ask('id')),
)
