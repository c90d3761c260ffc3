import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db.ts'
import { findBareListing, findListing } from './find-listing.ts'
import type { BareListing, Listing } from './listing.ts'

/** Who looks: null is somebody who is not signed in. */
export type Viewer = Readonly<{ hostId: HostId | null; roles: readonly string[] }> | null

export type ViewListingError = { code: 'listing_not_found' }

type Viewed<L> = Result<{ listing: L; own: boolean }, ViewListingError>

/**
 * A listing as far as somebody may see it. `own`: they are its host, or an operator, and may know where the door is.
 * A draft is there for those alone; a paused listing keeps its page, since people come back to it, and can't be booked.
 */
export const viewListing = async (db: Db, listingId: ListingId, viewer: Viewer): Promise<Viewed<Listing>> =>
  asSeenBy(viewer, await findListing(db, listingId))

/** The same, without what a listing has many of. */
export const viewBareListing = async (db: Db, listingId: ListingId, viewer: Viewer): Promise<Viewed<BareListing>> =>
  asSeenBy(viewer, await findBareListing(db, listingId))

function asSeenBy<L extends BareListing>(viewer: Viewer, listing: L | undefined): Viewed<L> {
  if (!listing) return err({ code: 'listing_not_found' })
  const own = viewer !== null && (viewer.hostId === listing.hostId || viewer.roles.includes('operator'))
  return listing.state !== 'draft' || own ? ok({ listing, own }) : err({ code: 'listing_not_found' })
}
