import { isDeepStrictEqual } from 'node:util'
import { claimNights } from '../calendar/claim-nights.ts'
import { freeUnits } from '../calendar/free-units.ts'
import type { HostId, ListingId, UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dateAt } from '../kernel/zone.ts'
import { findListing } from '../listings/find-listing.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { Seal } from '../platform/seal.ts'
import type { OwnBooking, OwnBookingId, OwnBookingWords, OwnStayError } from './own-booking.ts'
import { checkOwnStay } from './own-stay-policy.ts'
import { insertOwnBooking, selectOwnBooking } from './store.ts'

/** How many units are tried before the home counts as full. */
const unitTriesMax = 10

export type MakeOwnBookingError =
  | { code: 'idempotency_key_reused' }
  | { code: 'listing_not_found' }
  | { code: 'unit_not_found' }
  | OwnStayError
  | { code: 'nights_taken' }

export type OwnBookingRequest = OwnBookingWords & {
  /** Made from the request's Idempotency-Key, so that a repeated request meets its own first attempt. */
  id: OwnBookingId
  hostId: HostId
  listingId: ListingId
  /** null: whichever is free. */
  unitId: UnitId | null
}

/** A host gives nights away themselves: taken as any guest's are, so that nobody else can have them. No payment is asked for. */
export async function makeOwnBooking(
  deps: Deps,
  request: OwnBookingRequest,
  seal: Seal<OwnBooking>,
): Promise<Result<OwnBooking, MakeOwnBookingError>> {
  const { id, hostId, listingId, stay, guests, guest } = request
  const earlier = await selectOwnBooking(deps.db, id)
  if (earlier && !isAskedFor(earlier, request)) return err({ code: 'idempotency_key_reused' })
  if (earlier) return inTransaction(deps.db, async (tx) => ok((await seal(tx, earlier), earlier)))
  const listing = await findListing(deps.db, listingId)
  if (listing?.hostId !== hostId) return err({ code: 'listing_not_found' })
  if (request.unitId && !listing.unitIds.includes(request.unitId)) return err({ code: 'unit_not_found' })
  const now = deps.clock.now()
  const suits = checkOwnStay(stay, dateAt(now, listing.zone), nightsAheadMax)
  if (!suits.ok) return suits

  const units = request.unitId ? [request.unitId] : await freeUnits(deps.db, listingId, stay)
  for (const unitId of units.slice(0, unitTriesMax)) {
    const own: OwnBooking = { id, hostId, listingId, unitId, stay, guests, guest, createdAt: now, version: 1 }
    const made = await inTransaction(deps.db, async (tx): Promise<Result<OwnBooking, { code: 'nights_taken' }>> => {
      const claimed = await claimNights(tx, { unitId, stay, claimId: id, kind: 'own' })
      if (!claimed.ok) return claimed
      await insertOwnBooking(tx, own)
      await announce(tx, deps, { type: 'calendar.changed', listingId })
      await seal(tx, own)
      return ok(own)
    })
    if (made.ok) return made
  }
  return err({ code: 'nights_taken' })
}

/** A key is forgotten after two days, what it made is not: who says something else under it means something else. */
const isAskedFor = ({ listingId, unitId, stay, guests, guest }: OwnBooking, asked: OwnBookingRequest) =>
  isDeepStrictEqual(
    { listingId, unitId, stay, guests, guest },
    { listingId: asked.listingId, unitId: asked.unitId ?? unitId, stay: asked.stay, guests: asked.guests, guest: asked.guest },
  )
