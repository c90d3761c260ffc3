import type { Instant } from '../kernel/clock.ts'
import type { Db, Tx } from './db.ts'
import { preparedInsert } from './prepared.ts'

/** A mail as the mailbox page shows it. */
export type StoredMail = { id: string; to: string; subject: string; text: string; html: string; at: Instant }

/** @throws a duplicate when this mail is there already. */
export async function insertMail(tx: Tx, { id, to, subject, text, html, at }: StoredMail): Promise<void> {
  await insert(tx, { id, recipient: to, subject, text_body: text, html_body: html, created_at: at })
}

const insert = preparedInsert((db) => db.insertInto('mail'))

export async function findStoredMail(db: Db, id: string): Promise<StoredMail | undefined> {
  const row = await db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { id: row.id, to: row.recipient, subject: row.subject, text: row.text_body, html: row.html_body, at: row.created_at }
}

/** Newest first, without their bodies. */
export async function listMails(db: Db, limit: number): Promise<Omit<StoredMail, 'text' | 'html'>[]> {
  const rows = await db
    .selectFrom('mail')
    .select(['id', 'recipient', 'subject', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, to: row.recipient, subject: row.subject, at: row.created_at }))
}

/** @returns how many it deleted: at most `limit`. */
export async function deleteMailsBefore(tx: Tx, before: Instant, limit: number): Promise<number> {
  const rows = await tx.selectFrom('mail').select('id').where('created_at', '<', before).orderBy('created_at').limit(limit).execute()
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.deleteFrom('mail').where('id', 'in', ids).execute()
  return ids.length
}

/** What the mailbox holds for somebody who has left. */
export async function deleteMailsTo(tx: Tx, recipient: string): Promise<void> {
  await tx.deleteFrom('mail').where('recipient', '=', recipient).execute()
}
