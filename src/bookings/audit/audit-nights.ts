import { setTimeout as sleep } from 'node:timers/promises'
import { claimsBehind, claimsIn, mendNights } from '../../calendar/mend-nights.ts'
import { nightsOf } from '../../calendar/night-ranges.ts'
import { calendarDate, type CalendarDate } from '../../kernel/calendar-date.ts'
import { dayMs, later, toIso, type Instant } from '../../kernel/clock.ts'
import type { BookingId, UnitId } from '../../kernel/ids.ts'
import { write } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { announce } from '../../platform/outbox.ts'
import type { StateName } from '../booking.ts'
import { findBooking } from '../store.ts'
import { selectKnown, selectOwners, type Owner } from './store.ts'

/** A booking and its nights that do not agree, which no code of ours can bring about: a database has lost or kept what it should not. */
export type NightFinding =
  /** Nobody had the booking's nights and it has them again, or somebody else has them. */
  | Readonly<{ kind: 'retaken' | 'lost'; bookingId: BookingId; unitId: UnitId; nights: readonly CalendarDate[] }>
  /** There is no such booking; the nights stay taken. */
  | Readonly<{ kind: 'ownerless'; bookingId: string; unitId: UnitId; nights: readonly CalendarDate[] }>

const held: readonly StateName[] = ['pending_payment', 'requested', 'accepting']
const agreed: readonly StateName[] = ['confirmed', 'in_stay']
const pageMax = 100
const claimPageMax = 500
/** Between two pages, each of which takes a few milliseconds: whoever waits for an answer comes first. */
const restMs = 5
/** So many nights are looked at a round, by each process: the rest waits for the next ones. */
const claimsMax = 40 * claimPageMax

/** How far guests' nights have been looked at; undefined: from the beginning. */
export type ClaimWalk = { after: { unitId: UnitId; night: CalendarDate } | undefined }

export const newClaimWalk = (): ClaimWalk => ({ after: undefined })

/**
 * Compares every booking that is not over with the nights that it should have, and some of the guests' nights, from where `walk`
 * stands, with their bookings. What can be made whole is; what cannot stays as it is, with its nights taken, so that nobody buys
 * them on top.
 * @returns all that did not agree
 */
export async function auditNights(deps: Deps, walk: ClaimWalk = newClaimWalk(), limit: number = claimsMax): Promise<NightFinding[]> {
  return [...(await auditBookings(deps)), ...(await auditClaims(deps, walk, limit))]
}

/** Nights before it are past in every zone. */
const firstNight = (now: Instant) => calendarDate(toIso(later(now, -dayMs)).slice(0, 10))

async function auditBookings(deps: Deps): Promise<NightFinding[]> {
  const from = firstNight(deps.clock.now())
  const findings: NightFinding[] = []
  for (const state of [...held, ...agreed]) {
    for (let after: BookingId | undefined; ; await sleep(restMs)) {
      const page: Owner[] = await selectOwners(deps.db, { state, checkOutAfter: from, after, limit: pageMax })
      for (const owner of await suspects(deps, page, from)) findings.push(...(await lookInto(deps, owner.id, from)))
      after = page.at(-1)?.id
      if (page.length < pageMax) break
    }
  }
  return findings
}

/** Read without a lock, so some of these are just being changed. */
async function suspects({ db }: Deps, page: readonly Owner[], from: CalendarDate): Promise<Owner[]> {
  const due = page.map((owner) => ({
    owner,
    unitId: owner.unitId,
    from: owner.checkIn > from ? owner.checkIn : from,
    until: owner.checkOut,
  }))
  const owners = new Map((await claimsIn(db, due)).map(({ unitId, night, claimId }) => [`${unitId} ${night}`, claimId]))
  return due
    .filter(({ owner, unitId, ...range }) => nightsOf(range).some((night) => owners.get(`${unitId} ${night}`) !== owner.id))
    .map(({ owner }) => owner)
}

/** Under the unit's version nothing changes any more: what does not agree now is wrong. */
function lookInto(deps: Deps, bookingId: BookingId, from: CalendarDate): Promise<NightFinding[]> {
  return write(deps.db, async (tx) => {
    const before = await findBooking(tx, bookingId)
    if (!before) return []
    const { unitId, stay, listingId } = before
    const kind = held.includes(before.state.name) ? 'hold' : 'booking'
    const { retaken, lost } = await mendNights(tx, { unitId, stay, claimId: bookingId, kind }, from)
    if (retaken.length + lost.length === 0) return []
    // Read again behind the version row: it may have ended or moved while this transaction waited for it.
    const booking = await findBooking(tx, bookingId)
    if (!booking || booking.version !== before.version || ![...held, ...agreed].includes(booking.state.name)) throw new BookingMoved()
    if (retaken.length > 0) await announce(tx, deps, { type: 'calendar.changed', listingId })
    const parts = [
      { kind: 'retaken', nights: retaken },
      { kind: 'lost', nights: lost.map(({ night }) => night) },
    ] as const
    return parts.filter(({ nights }) => nights.length > 0).map((part) => ({ ...part, bookingId, unitId }))
  }).catch((thrown: unknown) => {
    if (thrown instanceof BookingMoved) return []
    throw thrown
  })
}

/** It is looked at again in the next round. */
class BookingMoved extends Error {
  override name = 'BookingMoved'
}

const isGuests = ({ kind }: { kind: string }) => kind === 'hold' || kind === 'booking'

async function auditClaims({ db, clock }: Deps, walk: ClaimWalk, limit: number): Promise<NightFinding[]> {
  const from = firstNight(clock.now())
  const ownerless = new Map<string, { unitId: UnitId; nights: CalendarDate[] }>()
  for (let seen = 0; seen < limit; await sleep(restMs)) {
    const page = await claimsBehind(db, { after: walk.after, limit: Math.min(claimPageMax, limit - seen) })
    const guests = page.filter((claim) => claim.night >= from && isGuests(claim))
    const known = await selectKnown(db, [...new Set(guests.map(({ claimId }) => claimId))])
    for (const { claimId, unitId, night } of guests.filter((claim) => !known.has(claim.claimId))) {
      const found = ownerless.get(claimId) ?? { unitId, nights: [] }
      ownerless.set(claimId, { ...found, nights: [...found.nights, night] })
    }
    seen += page.length
    const last = page.at(-1)
    walk.after = last && { unitId: last.unitId, night: last.night }
    if (!walk.after) break
  }
  return [...ownerless].map(([bookingId, found]) => ({ kind: 'ownerless', bookingId, ...found }))
}
