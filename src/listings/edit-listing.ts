import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { findListing } from './find-listing.ts'
import type { Listing } from './listing.ts'
import { parseListingFacts, type ListingFactsError, type ListingPatch } from './listing-facts.ts'
import { replaceAmenities, touchListing, updateListing } from './store.ts'
import { placed } from './upsert-listing.ts'

export type EditListingError = { code: 'listing_not_found' } | ListingFactsError

type Input = { listingId: ListingId; hostId: HostId; patch: ListingPatch }

/** Its host changes what a listing says. Bookings keep the words and rules they were made under. */
export async function editListing(deps: Deps, { listingId, hostId, patch }: Input): Promise<Result<Listing, EditListingError>> {
  return inTransaction(deps.db, async (tx) => {
    await touchListing(tx, listingId, deps.clock.now())
    const listing = await findListing(tx, listingId)
    if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
    const facts = parseListingFacts(patched(listing, patch))
    if (!facts.ok) return facts
    // What the source said last stays noted: until it says something new, an import leaves the host's words alone.
    const sourceHash = listing.sourceHash
    await updateListing(tx, listingId, { hostId, sourceHash, ...placed(facts.value, listing.blurred, deps.random) })
    await replaceAmenities(tx, listingId, facts.value.amenities)
    await announce(tx, deps, { type: 'listing.changed', listingId })
    const edited = await findListing(tx, listingId)
    if (!edited) throw new Error('a listing vanished while it was being edited')
    return ok(edited)
  })
}

/** A place that moves has the zone of where it moves to, unless that is said too. */
function patched(listing: Listing, patch: ListingPatch): unknown {
  const said = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  return { ...listing, ...(patch.exact && { zone: undefined }), ...said }
}
