import { parseId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { Booking, Party, StateName } from './booking.ts'
import { guestsBookings, hostsBookings, selectInState, type ListPosition } from './store.ts'
import type { Person } from './view-booking.ts'

export type ListBookingsError = { code: 'bad_cursor' }

/** Which stays: going on, to come, over, or come to nothing. */
export type Show = 'now' | 'ahead' | 'past' | 'off'

const shown: Readonly<Record<Show, { states: readonly StateName[]; order: 'asc' | 'desc' }>> = {
  now: { states: ['in_stay'], order: 'asc' },
  ahead: { states: ['pending_payment', 'requested', 'accepting', 'confirmed'], order: 'asc' },
  past: { states: ['completed'], order: 'desc' },
  off: { states: ['cancelled', 'no_show', 'declined', 'expired'], order: 'desc' },
}

type Request = { person: Person; as: Party; show?: Show | undefined; cursor?: string | undefined; limit: number }
type Page = { after: ListPosition | undefined; limit: number }

/**
 * A guest's trips or a host's reservations. Those that `show` names: what is not over by arrival, soonest first, the others
 * latest first. All of them: a guest's newest first, a host's by arrival, latest first.
 */
export async function listBookings(
  { db }: Pick<Deps, 'db'>,
  { person, as, show, cursor, limit }: Request,
): Promise<Result<{ bookings: Booking[]; nextCursor: string | null }, ListBookingsError>> {
  const byArrival = as === 'host' || show !== undefined
  const after = cursor === undefined ? ok(undefined) : parseCursor(cursor, byArrival)
  if (!after.ok) return after
  const page = { after: after.value, limit: limit + 1 }
  const found = show ? await listShown(db, { person, as, show }, page) : await listAll(db, { person, as }, page)
  const bookings = found.slice(0, limit)
  const last = bookings.at(-1)
  const more = found.length > limit && last !== undefined
  return ok({ bookings, nextCursor: more ? `${byArrival ? last.stay.checkIn : last.createdAt}_${last.id}` : null })
}

async function listAll(db: Db, { person, as }: Pick<Request, 'person' | 'as'>, { after, limit }: Page): Promise<Booking[]> {
  if (as === 'guest') return guestsBookings(db, person.userId, after, limit)
  return person.hostId === null ? [] : hostsBookings(db, person.hostId, after, limit)
}

/** Each state is asked for by itself, at most a page of it: an index has it in order then, however much is over. */
async function listShown(
  db: Db,
  { person, as, show }: Omit<Request, 'limit'> & { show: Show },
  { after, limit }: Page,
): Promise<Booking[]> {
  const id = as === 'guest' ? person.userId : person.hostId
  if (id === null) return []
  const { states, order } = shown[show]
  const party = as === 'guest' ? 'guest_id' : 'host_id'
  const found: Booking[] = []
  for (const state of states) found.push(...(await selectInState(db, party, order, { id, state, after, limit })))
  const sign = order === 'asc' ? 1 : -1
  return found.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -sign : sign)).slice(0, limit)
}

const placeOf = ({ stay, id }: Booking) => `${stay.checkIn} ${id}`

function parseCursor(cursor: string, byArrival: boolean): Result<ListPosition, ListBookingsError> {
  const [at = '', text = '', ...rest] = cursor.split('_')
  const id = parseId<'booking'>(text)
  const wellFormed = byArrival ? /^\d{4}-\d{2}-\d{2}$/.test(at) : /^\d{1,15}$/.test(at)
  if (!wellFormed || !id.ok || rest.length > 0) return err({ code: 'bad_cursor' })
  return ok({ at: byArrival ? at : Number(at), id: id.value })
}
