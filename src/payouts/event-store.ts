import type { Instant } from '../kernel/clock.ts'
import type { Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'

type NewEvent = Readonly<{ id: string; type: string; body: string; receivedAt: Instant }>

/** False when this event has been stored before. */
export async function insertEvent(tx: Tx, { id, type, body, receivedAt }: NewEvent): Promise<boolean> {
  try {
    await tx.insertInto('connect_event').values({ id, type, body, received_at: receivedAt, handled_at: null }).execute()
    return true
  } catch (error) {
    // Both databases undo only the statement that met the key, and the transaction goes on.
    if (isDuplicate(error)) return false
    throw error
  }
}

export async function markEventHandled(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.updateTable('connect_event').set({ handled_at: at }).where('id', '=', id).execute()
}

/** Those that were handled. @returns how many it deleted: at most `limit`. */
export async function deleteEventsBefore(tx: Tx, before: Instant, limit: number): Promise<number> {
  const old = await tx
    .selectFrom('connect_event')
    .select('id')
    .where('received_at', '<', before)
    .where('handled_at', 'is not', null)
    .orderBy('received_at')
    .limit(limit)
    .execute()
  const ids = old.map((row) => row.id)
  if (ids.length > 0) await tx.deleteFrom('connect_event').where('id', 'in', ids).execute()
  return ids.length
}
