import { sql, type Kysely } from 'kysely'

/** What was lost before anybody wrote down when it was borne has been. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update dispute set borne_at = decided_at where state = 'lost'`.execute(db)
}
