import type { Kysely } from 'kysely'

/** Whoever leaves for good takes the mails in the mailbox page along. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('mail_recipient').on('mail').column('recipient').execute()
}
