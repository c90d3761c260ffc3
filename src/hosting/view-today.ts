import type { Booking } from '../bookings/booking.ts'
import { requestsOfHost, staysOfHost } from '../bookings/hosts-bookings.ts'
import { claimRunsOf, conflictsOf, nightsByKind, type ClaimRun, type Conflict } from '../calendar/claim-runs.ts'
import { addDays, daysBetween, fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import { dayMs, type Instant } from '../kernel/clock.ts'
import type { HostId, UnitId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { dateAt, wallInstant } from '../kernel/zone.ts'
import { account } from '../ledger/accounts.ts'
import { balancesOf } from '../ledger/balance.ts'
import { listingsOfHost } from '../listings/hosts-listings.ts'
import type { Listing } from '../listings/listing.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { unitNamesOf } from '../listings/units.ts'
import type { Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { ownBookingsOfHost } from '../own-bookings/find-own-bookings.ts'
import { ratingOfAll } from '../reviews/find-reviews.ts'
import { reviewMsMax } from '../reviews/stay-review.ts'
import { reviewHintsOf } from '../reviews/view-stay-reviews.ts'
import { guestsOf } from './claimants.ts'
import { byArrival, expectedOfBooking, expectedOfOwns, todayAt, type ExpectedStay } from './expected-stay.ts'
import { monthAfter, monthOf } from './months.ts'
import { owedFor } from './view-money.ts'

/** A host with more homes than these sees the first of them: beyond it, one uses the API. */
export const hostsListingsMax = 500
const weekDays = 7
/** The rest comes up as these are written. */
const reviewsWaitingMax = 20

/** Somebody who comes, goes or stays today, and where. `unit` is '' where a home has one unit without a name. */
export type Visit = Readonly<{ stay: ExpectedStay; unit: string }>

/** A home that is left today, by when, and when the next guest comes: null when nobody is expected within the week. */
export type Changeover = Readonly<{ listing: Listing; unit: string; out: ExpectedStay; next: ExpectedStay | null }>

/** What the host should see to, most urgent first. A conflict is to be sorted out `by` the evening that it is about. */
export type Waiting =
  | Readonly<{ kind: 'conflict'; listing: Listing; unit: string; conflict: Conflict; guest: ExpectedStay | undefined; by: Instant }>
  /** The host has not said yet how this stay was, and may until then. Says nothing of what the guest has written. */
  | Readonly<{ kind: 'review'; booking: Booking; until: Instant }>
  /** A guest has asked; `by` then the host may still say yes. */
  | Readonly<{ kind: 'request'; booking: Booking; by: Instant }>
  | Readonly<{ kind: 'unfinished'; listing: Listing }>

export type WeekDay = Readonly<{ day: CalendarDate; coming: number; going: number; blocked: readonly Listing[] }>

export type Today = Readonly<{
  day: CalendarDate
  /** How many homes there are at all: none is a beginning, not a quiet day. */
  homes: number
  coming: readonly Visit[]
  going: readonly Visit[]
  staying: readonly Visit[]
  changeovers: readonly Changeover[]
  waiting: readonly Waiting[]
  month: Readonly<{ nightsBooked: number; nightsOnOffer: number; owed: readonly Money[] }>
  /** All that the market owes the host, by the ledger. */
  owed: readonly Money[]
  rating: Readonly<{ average: number | null; count: number }>
  nextArrival: ExpectedStay | null
  week: readonly WeekDay[]
  /** Nights of published homes that nobody has, tonight and the six after it. */
  nightsFree: number
}>

type Home = Readonly<{ listing: Listing; today: CalendarDate }>

/** A host's day: who comes and goes by each home's own clock, what needs them, and the week ahead. A dozen queries, however many homes. */
export async function viewToday({ db, clock }: Pick<Deps, 'db' | 'clock'>, hostId: HostId): Promise<Today> {
  const now = clock.now()
  const listings = await listingsOfHost(db, hostId, { after: null, limit: hostsListingsMax })
  const homes = listings.map((listing): Home => ({ listing, today: dateAt(now, listing.zone) }))
  // Days begin up to 14 hours before UTC's and 12 hours after.
  const around = fromDayNumber(Math.floor(now / dayMs))
  const day = homes[0]?.today ?? around
  const stays = await expectedStays(db, hostId, listings, { from: addDays(around, -1), until: addDays(around, weekDays + 2) })
  const names = await unitNamesOf(
    db,
    listings.map(({ id }) => id),
  )
  const visits = stays.map((stay): Visit => ({ stay, unit: names.get(stay.unitId) ?? '' }))
  const going = visits.filter(({ stay: each }) => each.stay.checkOut === todayAt(each, now))
  const runs = await runsAhead(db, homes, day)
  const month = { from: monthOf(day), until: monthAfter(monthOf(day)) }
  return {
    day,
    homes: homes.length,
    coming: visits.filter(({ stay: each }) => each.stay.checkIn === todayAt(each, now)),
    going,
    staying: visits.filter(({ stay: each }) => each.stay.checkIn < todayAt(each, now) && todayAt(each, now) < each.stay.checkOut),
    changeovers: changeoversOf(going, listings, stays),
    waiting: [
      ...(await requestsOfHost(db, hostId)).map((booking): Waiting => ({ kind: 'request', booking, by: booking.state.answerBy })),
      ...(await conflictsFor(db, homes, names)),
      ...(await reviewsFor(db, hostId, now)),
      ...listings.flatMap((listing): Waiting[] => (listing.state === 'draft' ? [{ kind: 'unfinished', listing }] : [])),
    ],
    month: { ...nightsOf(listings, runs, month), owed: await owedFor({ db, clock }, hostId, month) },
    owed: await balancesOf(db, account.host(hostId)),
    rating: await ratingOfAll(
      db,
      listings.map(({ id }) => id),
    ),
    nextArrival: stays.find((each) => each.stay.checkIn > todayAt(each, now)) ?? null,
    week: weekOf(day, homes, stays, runs),
    nightsFree: freeNights(listings, runs, { from: day, until: addDays(day, weekDays) }),
  }
}

/** Booked here and given away by the host, in one list. */
async function expectedStays(db: Db, hostId: HostId, listings: readonly Listing[], days: Nights): Promise<ExpectedStay[]> {
  const booked = (await staysOfHost(db, hostId, days)).map(expectedOfBooking)
  return byArrival([...booked, ...expectedOfOwns(await ownBookingsOfHost(db, hostId, days), listings)])
}

/** This month and the week ahead. */
function runsAhead(db: Db, homes: readonly Home[], day: CalendarDate): Promise<ClaimRun[]> {
  const monthEnd = monthAfter(monthOf(day))
  const weekEnd = addDays(day, weekDays + 1)
  const units = homes.flatMap(({ listing }) => listing.unitIds)
  return claimRunsOf(db, units, { from: monthOf(day), until: weekEnd > monthEnd ? weekEnd : monthEnd })
}

function changeoversOf(going: readonly Visit[], listings: readonly Listing[], stays: readonly ExpectedStay[]): Changeover[] {
  return going.flatMap(({ stay: out, unit }) => {
    const listing = listings.find(({ id }) => id === out.listingId)
    const next = stays.find(({ unitId, stay }) => unitId === out.unitId && stay.checkIn >= out.stay.checkOut)
    return listing ? [{ listing, unit, out, next: next ?? null }] : []
  })
}

const onOffer = (listings: readonly Listing[]) =>
  new Set<UnitId>(listings.filter(({ state }) => state === 'published').flatMap(({ unitIds }) => unitIds))

type Nights = Readonly<{ from: CalendarDate; until: CalendarDate }>

function countsOf(listings: readonly Listing[], runs: readonly ClaimRun[], nights: Nights) {
  const units = onOffer(listings)
  const mine = runs.filter(({ unitId }) => units.has(unitId))
  return { all: units.size * daysBetween(nights.from, nights.until), ...nightsByKind(mine, nights) }
}

function freeNights(listings: readonly Listing[], runs: readonly ClaimRun[], nights: Nights): number {
  const { all, booking, own, hold, block, import: imported } = countsOf(listings, runs, nights)
  return all - booking - own - hold - block - imported
}

/** Of the homes that are on offer: nights that guests have, and nights that guests could have had or have. */
function nightsOf(listings: readonly Listing[], runs: readonly ClaimRun[], month: Nights) {
  const counts = countsOf(listings, runs, month)
  return { nightsBooked: counts.booking + counts.own, nightsOnOffer: counts.all - counts.block - counts.import }
}

/** Two parties at one door, by the evening it happens. */
async function conflictsFor(db: Db, homes: readonly Home[], names: ReadonlyMap<UnitId, string>): Promise<Waiting[]> {
  const [first] = homes.map(({ today }) => today).toSorted()
  if (!first) return []
  const units = homes.flatMap(({ listing }) => listing.unitIds)
  const conflicts = await conflictsOf(db, units, { from: first, until: addDays(first, nightsAheadMax) })
  const guests = await guestsOf(
    db,
    conflicts,
    homes.map(({ listing }) => listing),
  )
  const clashes = conflicts.flatMap((conflict): Extract<Waiting, { kind: 'conflict' }>[] => {
    const listing = homes.find((home) => home.listing.unitIds.includes(conflict.unitId))?.listing
    if (!listing) return []
    const by = wallInstant(conflict.from, listing.checkInFrom, listing.zone)
    return [{ kind: 'conflict', listing, unit: names.get(conflict.unitId) ?? '', conflict, guest: guests.get(conflict.claimId), by }]
  })
  return clashes.toSorted((a, b) => a.by - b.by)
}

/** Stays that the host may still say something of and has not, those first whose time is over first. */
async function reviewsFor(db: Db, hostId: HostId, now: Instant): Promise<Waiting[]> {
  const around = fromDayNumber(Math.floor(now / dayMs))
  const stays = await staysOfHost(db, hostId, { from: addDays(around, -reviewMsMax / dayMs - 1), until: addDays(around, 1) })
  const hints = await reviewHintsOf(db, stays, { viewer: 'host', now })
  const open = stays.flatMap((booking) => {
    const hint = hints.get(booking.id)
    return hint?.canReview && !hint.reviewed ? [{ kind: 'review' as const, booking, until: hint.reviewUntil }] : []
  })
  return open.toSorted((a, b) => a.until - b.until).slice(0, reviewsWaitingMax)
}

/** The seven days after today. A home counts as blocked on a night on which all its units are. */
function weekOf(day: CalendarDate, homes: readonly Home[], stays: readonly ExpectedStay[], runs: readonly ClaimRun[]): WeekDay[] {
  const blocks = runs.filter(({ kind }) => kind === 'block')
  return Array.from({ length: weekDays }, (_, index) => {
    const date = addDays(day, index + 1)
    const blocked = new Set(blocks.filter(({ from, until }) => from <= date && date < until).map(({ unitId }) => unitId))
    return {
      day: date,
      coming: stays.filter(({ stay }) => stay.checkIn === date).length,
      going: stays.filter(({ stay }) => stay.checkOut === date).length,
      blocked: homes.flatMap(({ listing }) =>
        listing.unitIds.length > 0 && listing.unitIds.every((id) => blocked.has(id)) ? listing : [],
      ),
    }
  })
}
