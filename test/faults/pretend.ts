import { err } from '../../src/kernel/result.ts'
import { inTransaction, type Db, type Tx } from '../../src/platform/db.ts'

/** What `look` sees of a database in which `edit` was made: nothing of it stays. */
export async function pretend<T>(db: Db, edit: (tx: Tx) => Promise<unknown>, look: (db: Db) => Promise<T>): Promise<T> {
  const done = await inTransaction(db, async (tx) => {
    await edit(tx)
    return err(await look(tx))
  })
  return done.error
}
