import type { HostId, ListingId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { ListingState } from './listing.ts'
import { findStored, touchListing, updateState } from './store.ts'

/** Shows a listing to everybody. */
export async function publishListing(tx: Tx, deps: TxDeps, listingId: ListingId): Promise<void> {
  await touchListing(tx, listingId, deps.clock.now())
  await saveState(tx, deps, listingId, 'published')
}

async function saveState(tx: Tx, deps: TxDeps, listingId: ListingId, state: ListingState): Promise<void> {
  await updateState(tx, listingId, state)
  await announce(tx, deps, { type: 'listing.changed', listingId })
}

export type SetPublicationError = { code: 'listing_not_found' } | { code: 'not_priced' }

type Input = { listingId: ListingId; hostId: HostId; published: boolean }

/** Its host shows a listing to everybody, or takes it from view; bookings stay as they are. @param isPriced a listing without prices can't be shown */
export async function setPublication(
  deps: Deps,
  { listingId, hostId, published }: Input,
  isPriced: (tx: Tx, listingId: ListingId) => Promise<boolean>,
): Promise<Result<{ state: ListingState }, SetPublicationError>> {
  return inTransaction(deps.db, async (tx) => {
    await touchListing(tx, listingId, deps.clock.now())
    const stored = await findStored(tx, { id: listingId })
    if (stored?.hostId !== hostId) return err({ code: 'listing_not_found' })
    if (published && !(await isPriced(tx, listingId))) return err({ code: 'not_priced' })
    const state = published ? 'published' : 'paused'
    if (stored.state !== state) await saveState(tx, deps, listingId, state)
    return ok({ state })
  })
}
