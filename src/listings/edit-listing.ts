import { isDeepStrictEqual } from 'node:util'
import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { stillOpen } from './draft.ts'
import { findListing } from './find-listing.ts'
import { isOffered } from './find-policies.ts'
import type { Listing } from './listing.ts'
import { parseStoredFacts, type ListingFactsError, type ListingPatch, type SeenFacts } from './listing-facts.ts'
import { lockOwnListing } from './lock-own-listing.ts'
import { replaceRooms } from './room-store.ts'
import { bedsOf } from './room.ts'
import { replaceAmenities, updateListing } from './store.ts'
import { placed } from './upsert-listing.ts'

export type EditListingError =
  | { code: 'listing_not_found' }
  /** Somebody has changed `fields` since the caller saw them. */
  | { code: 'listing_changed'; fields: readonly string[] }
  | ListingFactsError
  | { code: 'policy_not_offered' }

type Input = { listingId: ListingId; hostId: HostId; patch: ListingPatch; was?: SeenFacts | undefined }

/**
 * Its host changes what a listing says. Bookings keep the words and rules they were made under.
 * @param was what they saw of it: another change of the same fields meanwhile stays, and they are told
 */
export async function editListing(deps: Deps, { listingId, hostId, patch, was = {} }: Input): Promise<Result<Listing, EditListingError>> {
  return inTransaction(deps.db, async (tx) => {
    const listing = await lockOwnListing(tx, deps, { listingId, hostId })
    if (!listing) return err({ code: 'listing_not_found' })
    const fields = changedMeanwhile(listing, patch, was)
    if (fields.length > 0) return err({ code: 'listing_changed', fields })
    const { policy = listing.policy } = patch
    if (policy !== listing.policy && !(await isOffered(tx, policy))) return err({ code: 'policy_not_offered' })
    const facts = parseStoredFacts(patched(listing, patch))
    if (!facts.ok) return facts
    // What the source said last stays noted: until it says something new, an import leaves the host's words alone.
    const sourceHash = listing.sourceHash
    const unsaid = stillOpen(listing.unsaid, { ...patch, ...bedsOf(patch) })
    await updateListing(tx, listingId, { hostId, sourceHash, unsaid, ...placed(facts.value, listing.blurred, deps.random) })
    await replaceAmenities(tx, listingId, facts.value.amenities)
    await replaceRooms(tx, listingId, facts.value.rooms)
    await announce(tx, deps, { type: 'listing.changed', listingId })
    const edited = await findListing(tx, listingId)
    if (!edited) throw new Error('a listing vanished while it was being edited')
    return ok(edited)
  })
}

/** A place that moves has the zone of where it moves to, unless that is said too; beds are those in its rooms, where those are said. */
function patched(listing: Listing, patch: ListingPatch): unknown {
  const said = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  return { ...listing, ...(patch.exact && { zone: undefined }), ...bedsOf(patch), ...said }
}

/** The fields that are neither as they were seen nor as they shall be. */
function changedMeanwhile(listing: Listing, patch: ListingPatch, was: SeenFacts): string[] {
  const now = new Map<string, unknown>(Object.entries(listing))
  const wanted = new Map<string, unknown>(Object.entries(patch))
  return Object.entries(was)
    .filter(([field, seen]) => wanted.get(field) !== undefined && ![seen, wanted.get(field)].some((one) => isSame(now.get(field), one)))
    .map(([field]) => field)
}

/** Codes are kept in order, whatever order they are said in. */
const isSame = (one: unknown, other: unknown) => isDeepStrictEqual(inOrder(one), inOrder(other))
const inOrder = (value: unknown) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? value.toSorted() : value)
