import type { HostId, UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'
import type { Profile } from './profile.ts'

type FaceRow = Readonly<{ id: UserId; name: string; shownName: string; portrait: string | null }>

/** What people are called, and what the names of their portraits' files begin with. */
export async function selectFaces(db: Db | Tx, ids: readonly UserId[]): Promise<FaceRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('user')
    .leftJoin('profile', 'profile.user_id', 'user.id')
    .leftJoin('portrait', 'portrait.user_id', 'user.id')
    .select(['user.id', 'user.name', 'profile.shown_name', 'portrait.file_key'])
    .where('user.id', 'in', ids)
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name, shownName: row.shown_name ?? '', portrait: row.file_key }))
}

export async function selectProfile(db: Db | Tx, userId: UserId): Promise<Profile | undefined> {
  const row = await db.selectFrom('profile').selectAll().where('user_id', '=', userId).executeTakeFirst()
  return row && { shownName: row.shown_name, about: row.about, languages: row.languages.split(' ').filter((code) => code !== '') }
}

export async function saveProfile(tx: Tx, userId: UserId, { shownName, about, languages }: Profile): Promise<void> {
  const columns = { shown_name: shownName, about, languages: languages.join(' ') }
  await updateOrInsert(
    () => tx.updateTable('profile').set(columns).where('user_id', '=', userId).executeTakeFirstOrThrow(),
    () =>
      tx
        .insertInto('profile')
        .values({ user_id: userId, ...columns })
        .execute(),
  )
}

/** What guests read of a host, on their homes' pages. */
export async function updateHostWords(tx: Tx, userId: UserId, words: { name?: string; about?: string }): Promise<void> {
  await tx.updateTable('host').set(words).where('user_id', '=', userId).execute()
}

/** The year in which somebody signed up. */
export async function selectSinceYear(db: Db | Tx, userId: UserId): Promise<number | undefined> {
  const row = await db.selectFrom('user').select('createdAt').where('id', '=', userId).executeTakeFirst()
  if (!row) return undefined
  return Number((typeof row.createdAt === 'string' ? row.createdAt : row.createdAt.toISOString()).slice(0, 4))
}

export async function selectPasswordHash(db: Db | Tx, userId: UserId): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? null
}

/**
 * Removes a person and all that is theirs alone. Sessions and passwords go along with the row of their user; a host stays as
 * one whom nobody knows, since bookings name it.
 */
export async function erasePerson(tx: Tx, { userId, hostId }: { userId: UserId; hostId: HostId | null }): Promise<void> {
  await tx.deleteFrom('profile').where('user_id', '=', userId).execute()
  await tx.deleteFrom('user_role').where('user_id', '=', userId).execute()
  await tx.updateTable('host_claim').set({ used_by: null }).where('used_by', '=', userId).execute()
  // Without its source either: the next import must not bring the name back.
  const nobody = { user_id: null, name: '', about: '', since: null, source: null, source_id: null, source_hash: null }
  if (hostId) await tx.updateTable('host').set(nobody).where('id', '=', hostId).execute()
  await tx.deleteFrom('user').where('id', '=', userId).execute()
}
