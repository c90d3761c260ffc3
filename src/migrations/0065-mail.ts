import type { Kysely } from 'kysely'
import { columns, strict } from './columns.ts'

/** The development mailbox: mails that were not sent because no SMTP server is set. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const column = columns(db)
  await db.schema
    .createTable('mail')
    .$call(strict(db))
    .addColumn('id', column.id, (c) => c.notNull().primaryKey())
    .addColumn('recipient', column.text(254), (c) => c.notNull())
    .addColumn('subject', column.text(255), (c) => c.notNull())
    .addColumn('text_body', column.long, (c) => c.notNull())
    .addColumn('html_body', column.long, (c) => c.notNull())
    .addColumn('created_at', column.instant, (c) => c.notNull())
    .execute()
}
