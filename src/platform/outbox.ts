import type { BookingId, Id, ListingId, UserId } from '../kernel/ids.ts'
import { afterCommit, type Tx } from './db.ts'
import type { TxDeps } from './deps.ts'
import { insertOutbox } from './outbox-store.ts'
import { newSignal } from './signal.ts'

/**
 * Something that has happened. `listingId` is set whenever what a search of that listing answers may have changed.
 * The payload holds ids and facts, never personal data.
 */
export type Event = Readonly<{
  type: string
  listingId?: ListingId
  /** Of a cancellation policy that the operator made, when what it says may have changed. */
  policyId?: Id<'policy'>
  bookingId?: BookingId
  userId?: UserId
  [fact: string]: unknown
}>

const announced = newSignal()

/** Writes `event` into the outbox in the same transaction as what it tells of. Followers see it after the commit. */
export async function announce(tx: Tx, { clock, ids }: TxDeps, event: Event): Promise<void> {
  await insertOutbox(tx, { id: ids.next<'event'>(), type: event.type, payload: JSON.stringify(event), created_at: clock.now(), seq: null })
  afterCommit(tx, announced.fire)
}

/** Calls `waker` soon after each commit in this process that announced something, until the returned function is called. */
export const onAnnounced = announced.on
