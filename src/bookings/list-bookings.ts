import { parseId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Deps } from '../platform/deps.ts'
import type { Booking, Party } from './booking.ts'
import { guestsBookings, hostsBookings, type ListPosition } from './store.ts'
import type { Person } from './view-booking.ts'

export type ListBookingsError = { code: 'bad_cursor' }

type Request = { person: Person; as: Party; cursor: string | undefined; limit: number }

/** A guest's trips, newest first, or a host's reservations, latest arrival first. */
export async function listBookings(
  { db }: Pick<Deps, 'db'>,
  { person, as, cursor, limit }: Request,
): Promise<Result<{ bookings: Booking[]; nextCursor: string | null }, ListBookingsError>> {
  const after = cursor === undefined ? ok(undefined) : parseCursor(cursor, as)
  if (!after.ok) return after
  const { userId, hostId } = person
  const found =
    as === 'guest'
      ? await guestsBookings(db, userId, after.value, limit + 1)
      : hostId === null
        ? []
        : await hostsBookings(db, hostId, after.value, limit + 1)
  const bookings = found.slice(0, limit)
  const last = bookings.at(-1)
  const more = found.length > limit && last !== undefined
  return ok({ bookings, nextCursor: more ? `${as === 'guest' ? last.createdAt : last.stay.checkIn}_${last.id}` : null })
}

function parseCursor(cursor: string, as: Party): Result<ListPosition, ListBookingsError> {
  const [at = '', text = '', ...rest] = cursor.split('_')
  const id = parseId<'booking'>(text)
  const wellFormed = as === 'guest' ? /^\d{1,15}$/.test(at) : /^\d{4}-\d{2}-\d{2}$/.test(at)
  if (!wellFormed || !id.ok || rest.length > 0) return err({ code: 'bad_cursor' })
  return ok({ at: as === 'guest' ? Number(at) : at, id: id.value })
}
