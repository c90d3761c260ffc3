import type { Selectable } from 'kysely'
import type { ListingId, UserId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'
import type { SavedList, SavedListId, SavedListing } from './list.ts'

const toList = (row: Selectable<Tables['saved_list']>): SavedList => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  shareToken: row.share_token,
  createdAt: row.created_at,
})

const toRow = ({ id, userId, name, shareToken, createdAt }: SavedList) => ({
  id,
  user_id: userId,
  name,
  share_token: shareToken,
  version: 0,
  created_at: createdAt,
})

/** Bumps the list that everybody who saves has, or makes it: whatever one person does at once meets here, so that limits hold. */
export async function bumpDefaultList(tx: Tx, list: SavedList): Promise<void> {
  await updateOrInsert(
    () =>
      tx
        .updateTable('saved_list')
        .set(({ eb }) => ({ version: eb('version', '+', 1) }))
        .where('id', '=', list.id)
        .executeTakeFirstOrThrow(),
    () => tx.insertInto('saved_list').values(toRow(list)).execute(),
  )
}

export async function insertList(tx: Tx, list: SavedList): Promise<void> {
  await tx.insertInto('saved_list').values(toRow(list)).execute()
}

/** A person's lists, oldest first. */
export async function selectLists(db: Db | Tx, userId: UserId): Promise<SavedList[]> {
  const rows = await db.selectFrom('saved_list').selectAll().where('user_id', '=', userId).orderBy('created_at').orderBy('id').execute()
  return rows.map(toList)
}

/** Of that person: somebody else's is not there. */
export async function selectList(db: Db | Tx, userId: UserId, listId: SavedListId): Promise<SavedList | undefined> {
  const row = await db.selectFrom('saved_list').selectAll().where('id', '=', listId).where('user_id', '=', userId).executeTakeFirst()
  return row && toList(row)
}

export async function selectSharedList(db: Db, token: string): Promise<SavedList | undefined> {
  const row = await db.selectFrom('saved_list').selectAll().where('share_token', '=', token).executeTakeFirst()
  return row && toList(row)
}

export async function updateName(tx: Tx, listId: SavedListId, name: string): Promise<void> {
  await tx.updateTable('saved_list').set({ name }).where('id', '=', listId).execute()
}

export async function updateShareToken(tx: Tx, listId: SavedListId, token: string | null): Promise<void> {
  await tx.updateTable('saved_list').set({ share_token: token }).where('id', '=', listId).execute()
}

export async function deleteListRows(tx: Tx, listId: SavedListId): Promise<void> {
  await tx.deleteFrom('saved_listing').where('list_id', '=', listId).execute()
  await tx.deleteFrom('saved_list').where('id', '=', listId).execute()
}

/** Everything on a person's lists, what was saved last first, in one query. */
export async function selectSaved(db: Db | Tx, userId: UserId): Promise<SavedListing[]> {
  const rows = await db
    .selectFrom('saved_list')
    .innerJoin('saved_listing', 'saved_listing.list_id', 'saved_list.id')
    .select(['list_id', 'listing_id', 'title', 'saved_at'])
    .where('user_id', '=', userId)
    .orderBy('saved_at', 'desc')
    .orderBy('listing_id', 'desc')
    .execute()
  return rows.map(toSaved)
}

/** What is on one list, what was saved last first. */
export async function selectListings(db: Db | Tx, listId: SavedListId): Promise<SavedListing[]> {
  const rows = await db
    .selectFrom('saved_listing')
    .selectAll()
    .where('list_id', '=', listId)
    .orderBy('saved_at', 'desc')
    .orderBy('listing_id', 'desc')
    .execute()
  return rows.map(toSaved)
}

const toSaved = (row: Selectable<Tables['saved_listing']>): SavedListing => ({
  listId: row.list_id,
  listingId: row.listing_id,
  title: row.title,
  savedAt: row.saved_at,
})

export async function countSaved(tx: Tx, userId: UserId): Promise<number> {
  const { saved } = await tx
    .selectFrom('saved_list')
    .innerJoin('saved_listing', 'saved_listing.list_id', 'saved_list.id')
    .select(({ fn }) => fn.countAll().as('saved'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return wholeNumber(saved)
}

export async function isOnList(tx: Tx, listId: SavedListId, listingId: ListingId): Promise<boolean> {
  const query = tx.selectFrom('saved_listing').select('listing_id').where('list_id', '=', listId).where('listing_id', '=', listingId)
  return (await query.executeTakeFirst()) !== undefined
}

export async function insertSaved(tx: Tx, { listId, listingId, title, savedAt }: SavedListing): Promise<void> {
  await tx.insertInto('saved_listing').values({ list_id: listId, listing_id: listingId, title, saved_at: savedAt }).execute()
}

export async function deleteSaved(tx: Tx, listIds: readonly SavedListId[], listingId: ListingId): Promise<void> {
  if (listIds.length === 0) return
  await tx.deleteFrom('saved_listing').where('list_id', 'in', listIds).where('listing_id', '=', listingId).execute()
}

/** Nothing of what this person kept in mind is left. */
export async function deleteAllLists(tx: Tx, userId: UserId): Promise<void> {
  const theirs = tx.selectFrom('saved_list').select('id').where('user_id', '=', userId)
  await tx.deleteFrom('saved_listing').where('list_id', 'in', theirs).execute()
  await tx.deleteFrom('saved_list').where('user_id', '=', userId).execute()
}
