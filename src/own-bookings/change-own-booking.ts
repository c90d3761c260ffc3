import { claimNights, releaseNights, shiftNights, type NightsTaken } from '../calendar/claim-nights.ts'
import type { HostId, UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dateAt } from '../kernel/zone.ts'
import { findListing } from '../listings/find-listing.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { OwnBooking, OwnBookingId, OwnBookingWords, OwnStayError } from './own-booking.ts'
import { checkOwnStay } from './own-stay-policy.ts'
import { selectOwnBooking, updateOwnBooking } from './store.ts'

export type ChangeOwnBookingError =
  | { code: 'own_booking_not_found' }
  | { code: 'unit_not_found' }
  | OwnStayError
  | { code: 'nights_taken' }
  /** It is no longer as the host saw it. */
  | { code: 'own_booking_changed' }

type Input = OwnBookingWords & { id: OwnBookingId; hostId: HostId; unitId: UnitId | null; version: number }

/** Its host says anew who comes when; of the nights only the difference is taken and given back. @param unitId null: where it is */
export async function changeOwnBooking(deps: Deps, input: Input): Promise<Result<OwnBooking, ChangeOwnBookingError>> {
  const { id, hostId, stay, guests, guest, version } = input
  const own = await selectOwnBooking(deps.db, id)
  const listing = own?.hostId === hostId ? await findListing(deps.db, own.listingId) : undefined
  if (!own || !listing) return err({ code: 'own_booking_not_found' })
  if (own.version !== version) return err({ code: 'own_booking_changed' })
  const unitId = input.unitId ?? own.unitId
  if (unitId !== own.unitId && !listing.unitIds.includes(unitId)) return err({ code: 'unit_not_found' })
  const moves = stay.checkIn !== own.stay.checkIn || stay.checkOut !== own.stay.checkOut || unitId !== own.unitId
  const suits = moves ? checkOwnStay(stay, dateAt(deps.clock.now(), listing.zone), nightsAheadMax) : ok()
  if (!suits.ok) return suits
  const next: OwnBooking = { ...own, unitId, stay, guests, guest, version: version + 1 }
  return inTransaction(deps.db, async (tx): Promise<Result<OwnBooking, ChangeOwnBookingError>> => {
    if (moves) {
      const moved = await move(tx, own, next)
      if (!moved.ok) return moved
      await announce(tx, deps, { type: 'calendar.changed', listingId: own.listingId })
    }
    return (await updateOwnBooking(tx, own, next)) ? ok(next) : err({ code: 'own_booking_changed' })
  })
}

async function move(tx: Tx, own: OwnBooking, next: OwnBooking): Promise<Result<undefined, NightsTaken>> {
  const { id: claimId, unitId } = own
  if (unitId === next.unitId) return shiftNights(tx, { unitId, claimId, kind: 'own' }, { before: own.stay, after: next.stay })
  // Units in order of their ids, so that two that swap rooms do not wait for each other for ever.
  const leave = () => releaseNights(tx, { unitId, stay: own.stay, claimId })
  if (unitId < next.unitId) await leave()
  const claimed = await claimNights(tx, { unitId: next.unitId, stay: next.stay, claimId, kind: 'own' })
  if (claimed.ok && unitId > next.unitId) await leave()
  return claimed
}
