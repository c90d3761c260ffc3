import type { Insertable } from 'kysely'
import type { Tx } from './db.ts'
import type { Tables } from './tables.ts'

export async function insertOutbox(tx: Tx, row: Insertable<Tables['outbox']>): Promise<void> {
  await tx.insertInto('outbox').values(row).execute()
}
