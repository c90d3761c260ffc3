import type { Selectable } from 'kysely'
import type { StayRule } from '../calendar/shortest-stay.ts'
import { dayNumber, fromDayNumber, type DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { PolicyRef } from '../listings/cancellation-policy.ts'
import { findPoliciesBy } from '../listings/find-policies.ts'
import type { Db } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import type { Override, PricePlan } from '../pricing/price-plan.ts'
import { dayOf } from './day-of.ts'
import { takenNights } from './night-store.ts'
import { giveWay, inPages, rowsMax } from './paged-reads.ts'
import type { SearchListing } from './search-listing.ts'

/** The blurred point is the only one ever read here. */
const columns = [
  'id',
  'place_type',
  'property_type',
  'country',
  'region',
  'town',
  'neighbourhood',
  'blur_lat',
  'blur_lng',
  'zone',
  'capacity',
  'bedrooms',
  'beds',
  'bathroom_halves',
  'pets_max',
  'instant_book',
  'policy',
  'check_in_from',
  'nights_min',
  'nights_max',
  'currency',
] as const

type Row = Pick<Selectable<Tables['listing']>, (typeof columns)[number]>
type Window = { from: DayNumber; until: DayNumber }

/** The next `count` published listings after `last` in order of id, with all that search knows of them. */
export async function publishedAfter(
  db: Db,
  last: ListingId | null,
  count: number,
  window: Window,
): Promise<{ facts: SearchListing[]; last: ListingId | null }> {
  const rows = await db
    .selectFrom('listing')
    .select(columns)
    .where('state', '=', 'published')
    .where('id', '>', last ?? ('' as ListingId))
    .orderBy('id')
    .limit(count)
    .execute()
  return { facts: await factsOf(db, rows, window), last: rows.length < count ? null : (rows.at(-1)?.id ?? null) }
}

/** Those of `ids` that are published. */
export async function publishedAmong(db: Db, ids: readonly ListingId[], window: Window): Promise<SearchListing[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('listing').select(columns).where('id', 'in', ids).where('state', '=', 'published').execute()
  return factsOf(db, rows, window)
}

/** The nights taken of each unit of these listings, whatever their state, in the order of their units. */
export async function takenAmong(db: Db, ids: readonly ListingId[], window: Window): Promise<Map<ListingId, (readonly DayNumber[])[]>> {
  if (ids.length === 0) return new Map()
  const units = await giveWay(selectUnits(db, ids))
  const taken = await takenNights(
    db,
    units.map(({ id }) => id),
    window,
  )
  const byListing = Map.groupBy(units, (unit) => unit.listing_id)
  return new Map([...byListing].map(([listing, mine]) => [listing, mine.map(({ id }) => taken.get(id) ?? [])]))
}

/** A listing without prices, policy or units can't be let and is left out. */
async function factsOf(db: Db, rows: readonly Row[], window: Window): Promise<SearchListing[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const plans = new Map((await giveWay(selectPlans(db, ids))).map((plan) => [plan.listing_id, plan]))
  const ratings = new Map((await giveWay(selectRatings(db, ids))).map((rating) => [rating.listing_id, rating]))
  const amenities = Map.groupBy(await giveWay(selectAmenities(db, ids)), (row) => row.listing_id)
  const overrides = Map.groupBy(await overridesOf(db, ids, window), (row) => row.listing_id)
  const stayRules = Map.groupBy(await stayRulesOf(db, ids, window), (row) => row.listing_id)
  const policies = await findPoliciesBy(
    db,
    rows.map(({ policy }) => policy as PolicyRef),
  )
  const taken = await takenAmong(db, ids, window)
  return rows.flatMap((row) => {
    const [plan, policy] = [plans.get(row.id), policies.get(row.policy as PolicyRef)]
    const units = taken.get(row.id)
    if (!plan || !policy || !units) return []
    return {
      ...toFacts(row, ratings.get(row.id)),
      policy,
      plan: toPlan(plan),
      overrides: (overrides.get(row.id) ?? []).map(toOverride),
      stayRules: (stayRules.get(row.id) ?? []).map(toStayRule),
      amenities: (amenities.get(row.id) ?? []).map(({ amenity }) => amenity),
      units,
    }
  })
}

const selectPlans = (db: Db, ids: readonly ListingId[]) => db.selectFrom('price_plan').selectAll().where('listing_id', 'in', ids).execute()
const selectRatings = (db: Db, ids: readonly ListingId[]) =>
  db.selectFrom('listing_rating').selectAll().where('listing_id', 'in', ids).execute()
const selectAmenities = (db: Db, ids: readonly ListingId[]) =>
  db.selectFrom('listing_amenity').selectAll().where('listing_id', 'in', ids).execute()
const selectUnits = (db: Db, ids: readonly ListingId[]) =>
  db.selectFrom('unit').select(['id', 'listing_id']).where('listing_id', 'in', ids).orderBy('listing_id').orderBy('position').execute()

type OverrideRow = Selectable<Tables['price_override']>

/** Those that touch the window, in order of date. */
function overridesOf(db: Db, ids: readonly ListingId[], { from, until }: Window): Promise<OverrideRow[]> {
  return inPages(
    ids,
    (some, last: OverrideRow | undefined) => {
      const query = db
        .selectFrom('price_override')
        .selectAll()
        .where('listing_id', 'in', some)
        .where('until_night', '>', fromDayNumber(from))
        .where('from_night', '<', fromDayNumber(until))
      const rest = last && query.where((e) => e.or([e('listing_id', '>', last.listing_id), e('from_night', '>', last.from_night)]))
      return (rest ?? query).orderBy('listing_id').orderBy('from_night').limit(rowsMax).execute()
    },
    (row) => row.listing_id,
  )
}

type StayRuleRow = Selectable<Tables['stay_rule']>

/** The same for the fewest nights. */
function stayRulesOf(db: Db, ids: readonly ListingId[], { from, until }: Window): Promise<StayRuleRow[]> {
  return inPages(
    ids,
    (some, last: StayRuleRow | undefined) => {
      const query = db
        .selectFrom('stay_rule')
        .selectAll()
        .where('listing_id', 'in', some)
        .where('until_night', '>', fromDayNumber(from))
        .where('from_night', '<', fromDayNumber(until))
      const rest = last && query.where((e) => e.or([e('listing_id', '>', last.listing_id), e('from_night', '>', last.from_night)]))
      return (rest ?? query).orderBy('listing_id').orderBy('from_night').limit(rowsMax).execute()
    },
    (row) => row.listing_id,
  )
}

function toFacts(row: Row, rating: Selectable<Tables['listing_rating']> | undefined) {
  return {
    id: row.id,
    lat: row.blur_lat,
    lng: row.blur_lng,
    country: row.country,
    region: row.region,
    town: row.town,
    neighbourhood: row.neighbourhood,
    zone: row.zone,
    placeType: row.place_type,
    propertyType: row.property_type,
    capacity: row.capacity,
    bedrooms: row.bedrooms,
    beds: row.beds,
    bathroomHalves: row.bathroom_halves,
    petsMax: row.pets_max,
    instantBook: row.instant_book === 1,
    checkInFrom: row.check_in_from,
    nightsMin: row.nights_min,
    nightsMax: row.nights_max,
    currency: row.currency,
    reviewCount: rating?.review_count ?? 0,
    ratingHundredths: rating?.rating_hundredths ?? null,
    reviewedOn: rating?.latest_on ? dayNumber(rating.latest_on) : null,
  }
}

const toPlan = (row: Selectable<Tables['price_plan']>): PricePlan => ({
  baseMinor: row.base_minor,
  weekendMinor: row.weekend_minor,
  weeklyDiscountBp: row.weekly_discount_bp,
  monthlyDiscountBp: row.monthly_discount_bp,
  cleaningMinor: row.cleaning_minor,
  guestsIncluded: row.guests_included,
  extraGuestMinor: row.extra_guest_minor,
  petMinor: row.pet_minor,
})

const toOverride = (row: OverrideRow): Override => ({
  fromDay: dayOf(row.from_night),
  untilDay: dayOf(row.until_night),
  nightlyMinor: row.nightly_minor,
})

const toStayRule = (row: StayRuleRow): StayRule => ({
  fromDay: dayOf(row.from_night),
  untilDay: dayOf(row.until_night),
  nightsMin: row.nights_min,
})
