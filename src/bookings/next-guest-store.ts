import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { BookingId, ListingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'

export type NextGuest = Readonly<{ bookingId: BookingId; name: string; checkIn: CalendarDate; checkOut: CalendarDate }>

/** Stays that are more than anybody needs to find the next of each listing. */
const aheadMax = 1_000

/** Confirmed stays that arrive on `from` or later, by arrival. */
export async function selectArrivals(
  db: Db,
  listingIds: readonly ListingId[],
  from: CalendarDate,
): Promise<(NextGuest & { listingId: ListingId })[]> {
  if (listingIds.length === 0) return []
  const rows = await db
    .selectFrom('booking')
    .select(['id', 'listing_id', 'guest_name', 'check_in', 'check_out'])
    .where('listing_id', 'in', listingIds)
    .where('state', '=', 'confirmed')
    .where('check_in', '>=', from)
    .orderBy('check_in')
    .limit(aheadMax)
    .execute()
  return rows.map((row) => ({
    listingId: row.listing_id,
    bookingId: row.id,
    name: row.guest_name,
    checkIn: row.check_in,
    checkOut: row.check_out,
  }))
}
