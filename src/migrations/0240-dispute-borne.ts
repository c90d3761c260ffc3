import type { Kysely } from 'kysely'
import { columns } from './columns.ts'

/** When it was settled who bears a lost dispute: until then nothing of its booking goes to the host. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('dispute').addColumn('borne_at', columns(db).instant).execute()
}
