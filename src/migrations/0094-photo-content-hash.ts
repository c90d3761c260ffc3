import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** SHA-256 of the file that was sent: the same file sent again is the same photo. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema.alterTable('photo').addColumn('content_hash', column.code(64)).execute()
}
