import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { HostId, UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'

export type ImportedHost = Readonly<{ name: string; about: string; since: CalendarDate | null }>
type Origin = Readonly<{ source: string; sourceId: string }>

export async function selectImportedHost(
  tx: Db | Tx,
  { source, sourceId }: Origin,
): Promise<{ id: HostId; userId: UserId | null; hash: string | null } | undefined> {
  const row = await tx
    .selectFrom('host')
    .select(['id', 'user_id', 'source_hash'])
    .where('source', '=', source)
    .where('source_id', '=', sourceId)
    .executeTakeFirst()
  return row && { id: row.id, userId: row.user_id, hash: row.source_hash }
}

export async function insertImportedHost(tx: Tx, host: ImportedHost & Origin & { id: HostId; hash: string; now: Instant }): Promise<void> {
  const { id, source, sourceId, hash, name, about, since, now } = host
  await tx
    .insertInto('host')
    .values({ id, user_id: null, name, about, since, source, source_id: sourceId, source_hash: hash, created_at: now })
    .execute()
}

export async function updateImportedHost(tx: Tx, id: HostId, { name, about, since, hash }: ImportedHost & { hash: string }): Promise<void> {
  await tx.updateTable('host').set({ name, about, since, source_hash: hash }).where('id', '=', id).execute()
}
