import type { HostId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { findListings, type Listing } from './find-listing.ts'
import { selectHostsListingIds, type HostsPage } from './store.ts'

/** What a host lets, drafts and paused ones too unless one `state` is asked for, in the order in which it was made; five queries however many. */
export async function listingsOfHost(db: Db | Tx, hostId: HostId, page: HostsPage): Promise<Listing[]> {
  const ids = await selectHostsListingIds(db, hostId, page)
  const found = await findListings(db, ids)
  return ids.flatMap((id) => found.get(id) ?? [])
}
