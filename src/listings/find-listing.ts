import type { ListingId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { BareListing, Listing } from './listing.ts'
import { selectAnyListing, selectBareListing, selectListings } from './store.ts'

export type { BareListing, Listing } from './listing.ts'

export async function findListing(db: Db | Tx, id: ListingId): Promise<Listing | undefined> {
  return (await findListings(db, [id])).get(id)
}

/** The listing in one query, without its rooms, units, amenities and photos. */
export const findBareListing = (db: Db | Tx, id: ListingId): Promise<BareListing | undefined> => selectBareListing(db, id)

/** Many at once, in four queries however many. Ids that name nothing are left out. */
export async function findListings(db: Db | Tx, ids: readonly ListingId[]): Promise<Map<ListingId, Listing>> {
  if (ids.length === 0) return new Map()
  const listings = await selectListings(db, ids)
  return new Map(listings.map((listing) => [listing.id, listing]))
}

/** Whether there is any listing at all. */
export const hasListings = async (db: Db | Tx): Promise<boolean> => (await selectAnyListing(db)) !== undefined
