import type { Selectable } from 'kysely'
import { dayNumber, fromDayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Stay } from '../kernel/stay.ts'
import type { Db, Tx } from '../platform/db.ts'
import { prepared, type Ask } from '../platform/prepared.ts'
import { pieces } from '../platform/pieces.ts'
import type { Tables } from '../platform/tables.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'
import { noTerms, termsWire, type Terms } from './market-terms.ts'
import type { Override, PricePlan } from './price-plan.ts'

const marketId = 'market'

export async function selectPlan(db: Db | Tx, listingId: ListingId): Promise<PricePlan | undefined> {
  return (await planOf(db, { listingId })).rows.map(toPlan)[0]
}

const planOf = prepared((db, ask: Ask<{ listingId: ListingId }>) =>
  db.selectFrom('price_plan').selectAll().where('listing_id', '=', ask('listingId')),
)

export async function selectPlans(db: Db, listingIds: readonly ListingId[]): Promise<Map<ListingId, PricePlan>> {
  if (listingIds.length === 0) return new Map()
  const rows = await db.selectFrom('price_plan').selectAll().where('listing_id', 'in', listingIds).execute()
  return new Map(rows.map((row) => [row.listing_id, toPlan(row)]))
}

export async function writePlan(tx: Tx, listingId: ListingId, plan: PricePlan): Promise<void> {
  await updateOrInsert(
    () =>
      tx
        .updateTable('price_plan')
        .set((update) => ({ ...toColumns(plan), version: update('version', '+', 1) }))
        .where('listing_id', '=', listingId)
        .executeTakeFirstOrThrow(),
    () =>
      tx
        .insertInto('price_plan')
        .values({ listing_id: listingId, ...toColumns(plan), version: 1 })
        .execute(),
  )
}

/** Those that touch the stay, or all, in order of date. */
export async function selectOverrides(db: Db | Tx, listingId: ListingId, stay?: Pick<Stay, 'checkIn' | 'checkOut'>): Promise<Override[]> {
  const { rows } = await (stay
    ? overridesIn(db, { listingId, checkIn: stay.checkIn, checkOut: stay.checkOut })
    : overridesOf(db, { listingId }))
  return rows.map((row) => ({ fromDay: dayNumber(row.from_night), untilDay: dayNumber(row.until_night), nightlyMinor: row.nightly_minor }))
}

const overridesOf = prepared((db, ask: Ask<{ listingId: ListingId }>) =>
  db
    .selectFrom('price_override')
    .select(['from_night', 'until_night', 'nightly_minor'])
    .where('listing_id', '=', ask('listingId'))
    .orderBy('from_night'),
)
const overridesIn = prepared((db, ask: Ask<{ listingId: ListingId; checkIn: CalendarDate; checkOut: CalendarDate }>) =>
  db
    .selectFrom('price_override')
    .select(['from_night', 'until_night', 'nightly_minor'])
    .where('listing_id', '=', ask('listingId'))
    .where('from_night', '<', ask('checkOut'))
    .where('until_night', '>', ask('checkIn'))
    .orderBy('from_night'),
)

/** Those of many listings that touch the days from one up to, but without, another, in order of listing and date. */
export async function selectOverridesOfMany(
  db: Db | Tx,
  listingIds: readonly ListingId[],
  days: { from: CalendarDate; until: CalendarDate },
): Promise<(Override & { listingId: ListingId })[]> {
  if (listingIds.length === 0) return []
  const rows = await db
    .selectFrom('price_override')
    .selectAll()
    .where('listing_id', 'in', listingIds)
    .where('from_night', '<', days.until)
    .where('until_night', '>', days.from)
    .orderBy('listing_id')
    .orderBy('from_night')
    .execute()
  return rows.map((row) => ({
    listingId: row.listing_id,
    fromDay: dayNumber(row.from_night),
    untilDay: dayNumber(row.until_night),
    nightlyMinor: row.nightly_minor,
  }))
}

export async function writeOverrides(tx: Tx, listingId: ListingId, overrides: readonly Override[]): Promise<void> {
  await tx.deleteFrom('price_override').where('listing_id', '=', listingId).execute()
  const rows = overrides.map(({ fromDay, untilDay, nightlyMinor }) => ({
    listing_id: listingId,
    from_night: fromDayNumber(fromDay),
    until_night: fromDayNumber(untilDay),
    nightly_minor: nightlyMinor,
  }))
  for (const piece of pieces(rows)) await tx.insertInto('price_override').values(piece).execute()
}

export async function selectTerms(db: Db | Tx): Promise<Terms> {
  const [row] = (await terms(db, {})).rows
  if (!row) return noTerms
  const tax: unknown = JSON.parse(row.tax)
  return termsWire.parse({ guestFeeBp: row.guest_fee_bp, hostFeeBp: row.host_fee_bp, tax })
}

const terms = prepared((db, _: Ask<object>) => db.selectFrom('market_terms').selectAll().where('id', '=', marketId))

export async function writeTerms(tx: Tx, { guestFeeBp, hostFeeBp, tax }: Terms): Promise<void> {
  const columns = { guest_fee_bp: guestFeeBp, host_fee_bp: hostFeeBp, tax: JSON.stringify(tax) }
  await updateOrInsert(
    () =>
      tx
        .updateTable('market_terms')
        .set((update) => ({ ...columns, version: update('version', '+', 1) }))
        .where('id', '=', marketId)
        .executeTakeFirstOrThrow(),
    () =>
      tx
        .insertInto('market_terms')
        .values({ id: marketId, ...columns, version: 1 })
        .execute(),
  )
}

function toPlan(row: Selectable<Tables['price_plan']>): PricePlan {
  return {
    baseMinor: row.base_minor,
    weekendMinor: row.weekend_minor,
    weeklyDiscountBp: row.weekly_discount_bp,
    monthlyDiscountBp: row.monthly_discount_bp,
    cleaningMinor: row.cleaning_minor,
    guestsIncluded: row.guests_included,
    extraGuestMinor: row.extra_guest_minor,
    petMinor: row.pet_minor,
  }
}

function toColumns(plan: PricePlan) {
  return {
    base_minor: plan.baseMinor,
    weekend_minor: plan.weekendMinor,
    weekly_discount_bp: plan.weeklyDiscountBp,
    monthly_discount_bp: plan.monthlyDiscountBp,
    cleaning_minor: plan.cleaningMinor,
    guests_included: plan.guestsIncluded,
    extra_guest_minor: plan.extraGuestMinor,
    pet_minor: plan.petMinor,
  }
}
