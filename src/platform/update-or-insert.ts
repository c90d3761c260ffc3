import { isDuplicate } from './db-errors.ts'

type Update = () => Promise<{ numUpdatedRows: bigint }>

/**
 * Runs `update`, and `insert` when there is no row yet. When another transaction inserts the row first, its row is updated:
 * afterwards the row is there and locked until the commit. Both must address it by its primary key.
 */
export async function updateOrInsert(update: Update, insert: () => Promise<unknown>): Promise<void> {
  if ((await update()).numUpdatedRows > 0n) return
  try {
    await insert()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await update()
  }
}
