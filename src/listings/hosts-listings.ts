import type { HostId, ListingId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { findListings, type Listing } from './find-listing.ts'
import { selectHostsListingIds } from './store.ts'

type Page = { after: ListingId | null; limit: number }

/** What a host lets, drafts and paused ones too, in the order in which it was made; five queries however many. */
export async function listingsOfHost(db: Db | Tx, hostId: HostId, { after, limit }: Page): Promise<Listing[]> {
  const ids = await selectHostsListingIds(db, hostId, after, limit)
  const found = await findListings(db, ids)
  return ids.flatMap((id) => found.get(id) ?? [])
}
