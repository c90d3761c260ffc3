import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Stay } from '../kernel/stay.ts'
import type { Db } from '../platform/db.ts'
import { prepared, type Ask } from '../platform/prepared.ts'

/** Whether each of the listing's units is taken on some night of the stay, in one query. False where it has no units. */
export async function isSoldOut(db: Db, listingId: ListingId, { checkIn, checkOut }: Stay): Promise<boolean> {
  const { rows } = await takenUnits(db, { listingId, checkIn, checkOut })
  return rows.length > 0 && rows.every(({ taken }) => taken !== null)
}

const takenUnits = prepared((db, ask: Ask<{ listingId: ListingId; checkIn: CalendarDate; checkOut: CalendarDate }>) =>
  db
    .selectFrom('unit')
    .select((unit) =>
      unit
        .selectFrom('night_claim')
        .select('night')
        .whereRef('unit_id', '=', 'unit.id')
        .where('night', '>=', ask('checkIn'))
        .where('night', '<', ask('checkOut'))
        .limit(1)
        .as('taken'),
    )
    .where('listing_id', '=', ask('listingId')),
)
