import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/**
 * Who has a night. The primary key makes selling a night twice impossible on every database, whatever the code above
 * does. No other index and no foreign key: each would be one more lock to fight over.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('night_claim')
    .$call(strict(db, { withoutRowid: true }))
    .addColumn('unit_id', column.id, (c) => c.notNull())
    .addColumn('night', column.night, (c) => c.notNull())
    .addColumn('claim_id', column.code(64), (c) => c.notNull())
    .addColumn('kind', column.code(8), (c) => c.notNull())
    .addPrimaryKeyConstraint('night_claim_pk', ['unit_id', 'night'])
    .execute()
}
