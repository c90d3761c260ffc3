import type { ListingId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { roomWire, type Room } from './room.ts'

/** Of all these listings, each listing's rooms in its host's order. */
export async function selectRooms(db: Db | Tx, listingIds: readonly ListingId[]): Promise<(Room & { listingId: ListingId })[]> {
  const rows = await db.selectFrom('room').selectAll().where('listing_id', 'in', listingIds).orderBy('position').execute()
  return rows.map(({ listing_id: listingId, name, note, beds }) => {
    const parsed: unknown = JSON.parse(beds)
    return { listingId, ...roomWire.parse({ name, note, beds: parsed }) }
  })
}

export async function replaceRooms(tx: Tx, listingId: ListingId, rooms: readonly Room[]): Promise<void> {
  await tx.deleteFrom('room').where('listing_id', '=', listingId).execute()
  const rows = rooms.map(({ name, note, beds }, position) => ({ listing_id: listingId, position, name, note, beds: JSON.stringify(beds) }))
  if (rows.length > 0) await tx.insertInto('room').values(rows).execute()
}
