import type { ListingId, UnitId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { prepared, type Ask } from '../platform/prepared.ts'

/** One of a listing's interchangeable units, by the name its host knows it by. */
export type NamedUnit = Readonly<{ id: UnitId; name: string }>

export const selectNamedUnits = (db: Db | Tx, listingId: ListingId): Promise<NamedUnit[]> =>
  db.selectFrom('unit').select(['id', 'name']).where('listing_id', '=', listingId).orderBy('position').execute()

export async function selectUnit(db: Db | Tx, id: UnitId): Promise<NamedUnit | undefined> {
  return (await unitById(db, { id })).rows[0]
}

const unitById = prepared((db, ask: Ask<{ id: UnitId }>) => db.selectFrom('unit').select(['id', 'name']).where('id', '=', ask('id')))

export async function updateUnit(tx: Tx, { id, name }: NamedUnit, position: number): Promise<void> {
  await tx.updateTable('unit').set({ name, position }).where('id', '=', id).execute()
}

export async function deleteUnit(tx: Tx, id: UnitId): Promise<void> {
  await tx.deleteFrom('unit').where('id', '=', id).execute()
}

/** The names of the units of many listings, in the hosts' order. */
export async function selectUnitNames(
  db: Db | Tx,
  listingIds: readonly ListingId[],
): Promise<{ id: UnitId; listingId: ListingId; name: string }[]> {
  if (listingIds.length === 0) return []
  const rows = await db
    .selectFrom('unit')
    .select(['id', 'listing_id', 'name'])
    .where('listing_id', 'in', listingIds)
    .orderBy('listing_id')
    .orderBy('position')
    .execute()
  return rows.map(({ id, listing_id: listingId, name }) => ({ id, listingId, name }))
}
