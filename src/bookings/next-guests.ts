import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db.ts'
import { selectArrivals, type NextGuest } from './next-guest-store.ts'

export type { NextGuest } from './next-guest-store.ts'

/** Who arrives next at each of these listings, from `today` on; those nobody is coming to are left out. */
export async function nextGuests(db: Db, listingIds: readonly ListingId[], today: CalendarDate): Promise<Map<ListingId, NextGuest>> {
  const next = new Map<ListingId, NextGuest>()
  for (const { listingId, ...guest } of await selectArrivals(db, listingIds, today)) {
    if (!next.has(listingId)) next.set(listingId, guest)
  }
  return next
}
