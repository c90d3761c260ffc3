import type { Insertable, Selectable } from 'kysely'
import { addDays, type CalendarDate } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId, HostId, UserId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { stayNightsMax, type Stay } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import { changedOne, prepared, preparedInsert, type Ask } from '../platform/prepared.ts'
import type { Tables } from '../platform/tables.ts'
import type { Booking, BookingState, Snapshot, StateName } from './booking.ts'

export async function findBooking(db: Db | Tx, id: BookingId): Promise<Booking | undefined> {
  const { rows } = await bookingById(db, { id })
  return rows.map(toBooking)[0]
}

const bookingById = prepared((db, ask: Ask<{ id: BookingId }>) => db.selectFrom('booking').selectAll().where('id', '=', ask('id')))

export async function insertBooking(tx: Tx, booking: Booking): Promise<void> {
  const { stay, guests, guest, snapshot } = booking
  await insert(tx, {
    id: booking.id,
    listing_id: booking.listingId,
    unit_id: booking.unitId,
    host_id: booking.hostId,
    guest_id: booking.guestId,
    check_in: stay.checkIn,
    check_out: stay.checkOut,
    check_in_at: booking.checkInAt,
    check_out_at: booking.checkOutAt,
    ...guests,
    total_minor: snapshot.quote.total.minor,
    currency: snapshot.quote.total.currency,
    snapshot: JSON.stringify(snapshot),
    guest_name: guest.name,
    guest_phone: guest.phone,
    guest_note: guest.note,
    created_at: booking.createdAt,
    version: booking.version,
    ...stateColumns(booking.state),
  })
}

const insert = preparedInsert((db) => db.insertInto('booking'))

/** False when the booking has changed since it was read: nothing is written then. A late payment may move it to another unit. */
export async function saveState(tx: Tx, booking: Booking, state: BookingState, unitId = booking.unitId): Promise<boolean> {
  const { id, version } = booking
  return changedOne(await updateState(tx, { ...stateColumns(state), unitId, next: version + 1, id, version }))
}

type NewState = ReturnType<typeof stateColumns> & { unitId: Booking['unitId']; next: number; id: BookingId; version: number }

const updateState = prepared((db, ask: Ask<NewState>) =>
  db
    .updateTable('booking')
    .set({
      state: ask('state'),
      facts: ask('facts'),
      hold_expires_at: ask('hold_expires_at'),
      unit_id: ask('unitId'),
      version: ask('next'),
    })
    .where('id', '=', ask('id'))
    .where('version', '=', ask('version')),
)

/** A place in the guest's or the host's list. */
export type ListPosition = { at: number | string; id: BookingId }

/** Newest first. */
export async function guestsBookings(db: Db, guestId: UserId, after: ListPosition | undefined, limit: number): Promise<Booking[]> {
  const rows = await db
    .selectFrom('booking')
    .selectAll()
    .where('guest_id', '=', guestId)
    .$if(after !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('created_at', '<', after?.at as Instant),
          where.and([where('created_at', '=', after?.at as Instant), where('id', '<', after?.id as BookingId)]),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toBooking)
}

/** By arrival, latest first. */
export async function hostsBookings(db: Db, hostId: HostId, after: ListPosition | undefined, limit: number): Promise<Booking[]> {
  const rows = await db
    .selectFrom('booking')
    .selectAll()
    .where('host_id', '=', hostId)
    .$if(after !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('check_in', '<', after?.at as Booking['stay']['checkIn']),
          where.and([where('check_in', '=', after?.at as Booking['stay']['checkIn']), where('id', '<', after?.id as BookingId)]),
        ]),
      ),
    )
    .orderBy('check_in', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toBooking)
}

type InState = { id: UserId | HostId; state: StateName; after: ListPosition | undefined; limit: number }

/** A guest's or a host's bookings in one state, by arrival. */
export async function selectInState(
  db: Db | Tx,
  party: 'guest_id' | 'host_id',
  order: 'asc' | 'desc',
  { id, state, after, limit }: InState,
): Promise<Booking[]> {
  const all = db
    .selectFrom('booking')
    .selectAll()
    .where(party, '=', id as UserId & HostId)
    .where('state', '=', state)
  const [beyond, orOn] = order === 'asc' ? (['>', '>='] as const) : (['<', '<='] as const)
  const at = after?.at as CalendarDate
  // Said twice, so that the index is entered where the page begins.
  const rest =
    after && all.where('check_in', orOn, at).where((where) => where.or([where('check_in', beyond, at), where('id', beyond, after.id)]))
  const rows = await (rest ?? all).orderBy('check_in', order).orderBy('id', order).limit(limit).execute()
  return rows.map(toBooking)
}

export async function selectBookings(db: Db | Tx, ids: readonly BookingId[]): Promise<Booking[]> {
  if (ids.length === 0) return []
  return (await db.selectFrom('booking').selectAll().where('id', 'in', ids).execute()).map(toBooking)
}

type Days = { from: CalendarDate; until: CalendarDate }

/** A host's paid stays that lie between two days, or touch one of them, by arrival. */
export async function selectHostsStays(db: Db | Tx, hostId: HostId, { from, until }: Days, limit: number): Promise<Booking[]> {
  const rows = await db
    .selectFrom('booking')
    .selectAll()
    .where('host_id', '=', hostId)
    .where('check_in', '>=', addDays(from, -stayNightsMax))
    .where('check_in', '<=', until)
    .where('check_out', '>=', from)
    .where('state', 'in', ['confirmed', 'in_stay', 'completed'])
    .orderBy('check_in')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toBooking)
}

/** Those of a host's bookings that begin from one day up to, but without, another, whatever became of them. */
export async function selectHostsArrivals(
  db: Db | Tx,
  hostId: HostId,
  { from, until }: Days,
  { after, limit }: { after: ListPosition | null; limit: number },
): Promise<{ id: BookingId; checkIn: CalendarDate; checkInAt: Instant; currency: Currency }[]> {
  const all = db
    .selectFrom('booking')
    .select(['id', 'check_in', 'check_in_at', 'currency'])
    .where('host_id', '=', hostId)
    .where('check_in', '>=', (after?.at as CalendarDate | undefined) ?? from)
    .where('check_in', '<', until)
  const rest = after && all.where((where) => where.or([where('check_in', '>', after.at as CalendarDate), where('id', '>', after.id)]))
  const rows = await (rest ?? all).orderBy('check_in').orderBy('id').limit(limit).execute()
  return rows.map((row) => ({ id: row.id, checkIn: row.check_in, checkInAt: row.check_in_at, currency: row.currency }))
}

type Row = Selectable<Tables['booking']>

function toBooking(row: Row): Booking {
  const { adults, children, infants, pets } = row
  return {
    id: row.id,
    listingId: row.listing_id,
    unitId: row.unit_id,
    hostId: row.host_id,
    guestId: row.guest_id,
    stay: { checkIn: row.check_in, checkOut: row.check_out } as Stay,
    checkInAt: row.check_in_at,
    checkOutAt: row.check_out_at,
    guests: { adults, children, infants, pets },
    guest: { name: row.guest_name, phone: row.guest_phone, note: row.guest_note },
    snapshot: { ...unsaidInSnapshot, ...(JSON.parse(row.snapshot) as Snapshot) },
    state: stateOf(row),
    createdAt: row.created_at,
    version: row.version,
  }
}

/** Of what was agreed before there were requests. */
const unsaidInSnapshot = { instantBook: true } as const

/** Of what expired before there were requests, nothing says why: nobody had paid. */
const unsaidFacts = { why: 'unpaid' } as const

const stateOf = ({ state, facts }: Row) =>
  ({ name: state, ...(state === 'expired' ? unsaidFacts : {}), ...(JSON.parse(facts) as object) }) as BookingState

/** The state's facts live in one JSON column; what a query needs has a column of its own besides. */
function stateColumns(state: BookingState): Pick<Insertable<Tables['booking']>, 'state' | 'facts' | 'hold_expires_at'> {
  const { name, ...facts } = state
  return { state: name, facts: JSON.stringify(facts), hold_expires_at: state.name === 'pending_payment' ? state.holdExpiresAt : null }
}
