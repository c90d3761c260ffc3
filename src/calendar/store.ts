import type { Selectable } from 'kysely'
import { dayNumber, fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId, UnitId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'
import { prepared, preparedInsert, preparedInsertAll, type Ask } from '../platform/prepared.ts'
import { pieces } from '../platform/pieces.ts'
import type { ClaimKind, Tables } from '../platform/tables.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'
import type { NightRange } from './night-ranges.ts'
import type { StayRule } from './shortest-stay.ts'

export type Claim = Readonly<{ night: CalendarDate; claimId: string; kind: ClaimKind }>
export type Want = NightRange & Readonly<{ source: string }>

/**
 * Comes first in every transaction that changes a unit's nights: the row lock makes all of them wait for one another, so
 * that what is read afterwards holds until the commit. A unit's row is made when its calendar is first changed.
 */
export async function bumpCalendar(tx: Tx, unitId: UnitId): Promise<void> {
  await updateOrInsert(
    () => bumpVersion(tx, { unitId }),
    () => insertCalendar(tx, { unit_id: unitId, version: 1 }),
  )
}

const insertCalendar = preparedInsert((db) => db.insertInto('unit_calendar'))
const bumpVersion = prepared((db, ask: Ask<{ unitId: UnitId }>) =>
  db
    .updateTable('unit_calendar')
    .set((update) => ({ version: update('version', '+', 1) }))
    .where('unit_id', '=', ask('unitId')),
)

/** @throws what `isDuplicate` knows, when somebody has one of the nights. @param claims nights ascending */
export async function insertClaims(tx: Tx, unitId: UnitId, claims: readonly Claim[]): Promise<void> {
  const rows = claims.map(({ night, claimId, kind }) => ({ unit_id: unitId, night, claim_id: claimId, kind }))
  for (const piece of pieces(rows)) await insertAll(tx, piece)
}

const insertAll = preparedInsertAll((db) => db.insertInto('night_claim'))

export async function deleteClaims(tx: Tx, unitId: UnitId, range: NightRange, claimId: string): Promise<void> {
  await tx
    .deleteFrom('night_claim')
    .where('unit_id', '=', unitId)
    .where('night', '>=', range.from)
    .where('night', '<', range.until)
    .where('claim_id', '=', claimId)
    .execute()
}

/** Turns a claim's held nights into booked ones. @returns how many nights the claim has as booked afterwards. */
export async function bookClaims(tx: Tx, unitId: UnitId, range: NightRange, claimId: string): Promise<number> {
  const nights = { unitId, from: range.from, until: range.until, claimId }
  await bookHeld(tx, nights)
  const [row] = (await countBooked(tx, nights)).rows
  return wholeNumber(row?.count)
}

const bookHeld = prepared((db, ask: Ask<NightRange & { unitId: UnitId; claimId: string }>) =>
  db
    .updateTable('night_claim')
    .set({ kind: 'booking' })
    .where('unit_id', '=', ask('unitId'))
    .where('night', '>=', ask('from'))
    .where('night', '<', ask('until'))
    .where('claim_id', '=', ask('claimId'))
    .where('kind', '=', 'hold'),
)

const countBooked = prepared((db, ask: Ask<NightRange & { unitId: UnitId; claimId: string }>) =>
  db
    .selectFrom('night_claim')
    .select((select) => select.fn.countAll().as('count'))
    .where('unit_id', '=', ask('unitId'))
    .where('night', '>=', ask('from'))
    .where('night', '<', ask('until'))
    .where('claim_id', '=', ask('claimId'))
    .where('kind', '=', 'booking'),
)

/** Who has which nights of `range`, nights ascending within each unit. */
export async function selectClaims(db: Db | Tx, unitIds: readonly UnitId[], range: NightRange): Promise<(Claim & { unitId: UnitId })[]> {
  if (unitIds.length === 0) return []
  const { rows } = await claimsOf(db, { unitIds, from: range.from, until: range.until })
  return rows.map((row) => ({ unitId: row.unit_id, night: row.night, claimId: row.claim_id, kind: row.kind }))
}

const claimsOf = prepared((db, ask: Ask<NightRange & { unitIds: readonly UnitId[] }>) =>
  db
    .selectFrom('night_claim')
    .selectAll()
    .where('unit_id', 'in', ask('unitIds'))
    .where('night', '>=', ask('from'))
    .where('night', '<', ask('until'))
    .orderBy('unit_id')
    .orderBy('night'),
)

export type AnyClaim = Claim & Readonly<{ unitId: UnitId }>

/** Whoever's nights in some ranges, each of one unit: of these and of no others. */
export async function selectClaimsIn(db: Db, ranges: readonly (NightRange & { unitId: UnitId })[]): Promise<AnyClaim[]> {
  if (ranges.length === 0) return []
  const rows = await db
    .selectFrom('night_claim')
    .selectAll()
    .where((where) =>
      where.or(
        ranges.map(({ unitId, from, until }) =>
          where.and([where('unit_id', '=', unitId), where('night', '>=', from), where('night', '<', until)]),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({ unitId: row.unit_id, night: row.night, claimId: row.claim_id, kind: row.kind }))
}

/** Whoever's nights, in order of unit and night, from behind `after` on. */
export async function selectClaimsBehind(
  db: Db,
  { after, limit }: { after: Pick<AnyClaim, 'unitId' | 'night'> | undefined; limit: number },
): Promise<AnyClaim[]> {
  const rows = await db
    .selectFrom('night_claim')
    .selectAll()
    .$if(after !== undefined, (query) =>
      query
        // Said twice, so that the key is entered where the page begins.
        .where('unit_id', '>=', after!.unitId)
        .where((where) => where.or([where('unit_id', '>', after!.unitId), where('night', '>', after!.night)])),
    )
    .orderBy('unit_id')
    .orderBy('night')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ unitId: row.unit_id, night: row.night, claimId: row.claim_id, kind: row.kind }))
}

/** What sources want of the unit, by source and date; all of it, or what touches `range`. */
export async function selectWants(tx: Tx, unitId: UnitId, where: { range: NightRange } | { source: string }): Promise<Want[]> {
  const query = tx.selectFrom('imported_range').select(['source', 'from_night', 'until_night']).where('unit_id', '=', unitId)
  const narrowed =
    'source' in where
      ? query.where('source', '=', where.source)
      : query.where('from_night', '<', where.range.until).where('until_night', '>', where.range.from)
  const rows = await narrowed.orderBy('source').orderBy('from_night').execute()
  return rows.map((row) => ({ source: row.source, from: row.from_night, until: row.until_night }))
}

type Replaced = { before: readonly NightRange[]; after: readonly NightRange[] }

/** @param replaced what is stored, so that nothing is deleted where nothing is, and what takes its place */
export async function replaceWants(tx: Tx, unitId: UnitId, source: string, { before, after }: Replaced): Promise<void> {
  if (before.length > 0) await tx.deleteFrom('imported_range').where('unit_id', '=', unitId).where('source', '=', source).execute()
  const rows = after.map(({ from, until }) => ({ unit_id: unitId, source, from_night: from, until_night: until }))
  for (const piece of pieces(rows)) await tx.insertInto('imported_range').values(piece).execute()
}

/** The last night from `from` on that somebody has. */
export async function selectLastClaim(tx: Tx, unitId: UnitId, from: CalendarDate): Promise<CalendarDate | undefined> {
  const query = tx.selectFrom('night_claim').select('night').where('unit_id', '=', unitId).where('night', '>=', from)
  return (await query.orderBy('night', 'desc').limit(1).executeTakeFirst())?.night
}

/** What outside sources want of many units, as far as it touches `range`: everything but the host's own. */
export async function selectOutsideWants(
  db: Db | Tx,
  unitIds: readonly UnitId[],
  range: NightRange,
  hostSource: string,
): Promise<(Want & { unitId: UnitId })[]> {
  const rows = await db
    .selectFrom('imported_range')
    .selectAll()
    .where('unit_id', 'in', unitIds)
    .where('source', '!=', hostSource)
    .where('from_night', '<', range.until)
    .where('until_night', '>', range.from)
    .orderBy('unit_id')
    .orderBy('from_night')
    .execute()
  return rows.map((row) => ({ unitId: row.unit_id, source: row.source, from: row.from_night, until: row.until_night }))
}

/** All of a listing's stay rules, or those that say something of the days from `from` to `until`, in order of date. */
export async function selectStayRules(
  db: Db | Tx,
  listingId: ListingId,
  days?: { from: CalendarDate; until: CalendarDate },
): Promise<StayRule[]> {
  const { rows } = await (days ? rulesOfDays(db, { listingId, from: days.from, until: days.until }) : rulesOf(db, { listingId }))
  return rows.map(toStayRule)
}

const rulesOf = prepared((db, ask: Ask<{ listingId: ListingId }>) =>
  db.selectFrom('stay_rule').selectAll().where('listing_id', '=', ask('listingId')).orderBy('from_night'),
)
const rulesOfDays = prepared((db, ask: Ask<{ listingId: ListingId; from: CalendarDate; until: CalendarDate }>) =>
  db
    .selectFrom('stay_rule')
    .selectAll()
    .where('listing_id', '=', ask('listingId'))
    .where('from_night', '<=', ask('until'))
    .where('until_night', '>', ask('from'))
    .orderBy('from_night'),
)

/** The rules of many listings that say something of the days from `from` to `until`, in order of listing and date. */
export async function selectStayRulesOfMany(
  db: Db | Tx,
  listingIds: readonly ListingId[],
  days: NightRange,
): Promise<(StayRule & { listingId: ListingId })[]> {
  const rows = await db
    .selectFrom('stay_rule')
    .selectAll()
    .where('listing_id', 'in', listingIds)
    .where('from_night', '<=', days.until)
    .where('until_night', '>', days.from)
    .orderBy('listing_id')
    .orderBy('from_night')
    .execute()
  return rows.map((row) => ({ listingId: row.listing_id, ...toStayRule(row) }))
}

const toStayRule = (row: Selectable<Tables['stay_rule']>): StayRule => ({
  fromDay: dayNumber(row.from_night),
  untilDay: dayNumber(row.until_night),
  nightsMin: row.nights_min,
})

export async function replaceStayRules(tx: Tx, listingId: ListingId, rules: readonly StayRule[]): Promise<void> {
  await tx.deleteFrom('stay_rule').where('listing_id', '=', listingId).execute()
  const rows = rules.map(({ fromDay, untilDay, nightsMin }) => ({
    listing_id: listingId,
    from_night: fromDayNumber(fromDay),
    until_night: fromDayNumber(untilDay),
    nights_min: nightsMin,
  }))
  for (const piece of pieces(rows)) await tx.insertInto('stay_rule').values(piece).execute()
}
