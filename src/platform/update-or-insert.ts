import { isDuplicate } from './db-errors.ts'

/** How many rows it has found, as a query says it or a prepared one. */
type Update = () => Promise<{ numUpdatedRows: bigint } | { numAffectedRows?: bigint }>

/**
 * Runs `update`, and `insert` when there is no row yet. When another transaction inserts the row first, its row is updated:
 * afterwards the row is there and locked until the commit. Both must address it by its primary key.
 */
export async function updateOrInsert(update: Update, insert: () => Promise<unknown>): Promise<void> {
  const updated = await update()
  if (('numUpdatedRows' in updated ? updated.numUpdatedRows : (updated.numAffectedRows ?? 0n)) > 0n) return
  try {
    await insert()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await update()
  }
}
