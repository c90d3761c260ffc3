import { addDays, calendarDate, type CalendarDate } from '../../src/kernel/calendar-date.ts'
import type { ListingId, UnitId } from '../../src/kernel/ids.ts'
import { parseStay, type Stay } from '../../src/kernel/stay.ts'
import { claimNights, releaseNights } from '../../src/calendar/claim-nights.ts'
import { replaceImported } from '../../src/calendar/import-ranges.ts'
import { inTransaction, write, type Db } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'

export type ImportRace = Readonly<{ importer: Deps; seller: Deps; listingId: ListingId; unitId: UnitId }>

const source = 'feed-north'
const first = calendarDate('2031-03-01')

/**
 * A guest gives nights back, having read their booking first as a cancellation does, while a feed comes to want the same
 * nights. @returns nights that the feed wants and nobody has: there must be none.
 */
export async function raceImport({ importer, seller, listingId, unitId }: ImportRace, round: number): Promise<CalendarDate[]> {
  const from = addDays(first, round * 4)
  const stay = stayOf(from, addDays(from, 3))
  const claimId = `guest-${round}`
  await inTransaction(seller.db, (tx) => claimNights(tx, { unitId, stay, claimId, kind: 'hold' }))
  const release = write(seller.db, async (tx) => {
    await tx.selectFrom('night_claim').selectAll().where('unit_id', '=', unitId).execute()
    await releaseNights(tx, { unitId, stay, claimId })
  })
  const ranges = [{ from: stay.checkIn, until: stay.checkOut }]
  const imported = write(importer.db, (tx) => replaceImported(tx, importer, { listingId, unitId, source, ranges }))
  await Promise.all([release, imported])
  return wantedAndFree(importer.db, unitId, stay)
}

async function wantedAndFree(db: Db, unitId: UnitId, { checkIn, checkOut }: Stay): Promise<CalendarDate[]> {
  const claims = await db.selectFrom('night_claim').select('night').where('unit_id', '=', unitId).execute()
  const taken = new Set(claims.map(({ night }) => night))
  const free: CalendarDate[] = []
  for (let night = checkIn; night < checkOut; night = addDays(night, 1)) if (!taken.has(night)) free.push(night)
  return free
}

function stayOf(checkIn: CalendarDate, checkOut: CalendarDate): Stay {
  const stay = parseStay(checkIn, checkOut)
  if (!stay.ok) throw new Error('no stay')
  return stay.value
}
