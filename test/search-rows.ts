import type { Insertable, Selectable } from 'kysely'
import { dayNumber, fromDayNumber } from '../src/kernel/calendar-date.ts'
import type { Instant } from '../src/kernel/clock.ts'
import type { HostId, ListingId } from '../src/kernel/ids.ts'
import { idFrom } from '../src/kernel/ids.ts'
import type { WallTime } from '../src/kernel/zone.ts'
import { isPolicyCode, type AgreedPolicy, type PolicyRef } from '../src/listings/cancellation-policy.ts'
import { findPoliciesBy } from '../src/listings/find-policies.ts'
import type { Db, Tx } from '../src/platform/db.ts'
import type { Tables } from '../src/platform/tables.ts'
import { selectPlan } from '../src/pricing/store.ts'
import type { SearchListing } from '../src/search/search-listing.ts'

/** Between real listings and random ones: straight into the tables, as any of the modules may leave them. */

const wall = (text: string) => text as WallTime
const unitIdOf = (listingId: ListingId, position: number) => idFrom<'unit'>(`${listingId} ${position}`)

export async function writeListing(tx: Tx | Db, listing: SearchListing, over: Partial<Insertable<Tables['listing']>> = {}): Promise<void> {
  await dropListing(tx, listing.id)
  await writePolicy(tx, listing.policy)
  await tx
    .insertInto('listing')
    .values({ ...listingRow(listing), ...over })
    .execute()
  const units = listing.units.map((_, position) => ({ id: unitIdOf(listing.id, position), listing_id: listing.id, position, name: '' }))
  if (units.length > 0) await tx.insertInto('unit').values(units).execute()
  await claimNights(tx, listing)
  await writePricing(tx, listing)
  const amenities = listing.amenities.map((amenity) => ({ listing_id: listing.id, amenity }))
  if (amenities.length > 0) await tx.insertInto('listing_amenity').values(amenities).execute()
  if (listing.reviewCount > 0) await tx.insertInto('listing_rating').values(ratingRow(listing)).execute()
}

/** Takes these nights of units of which nothing is taken. */
async function claimNights(tx: Tx | Db, { id, units }: Pick<SearchListing, 'id' | 'units'>): Promise<void> {
  for (const [position, taken] of units.entries()) {
    const rows = taken.map((day) => ({ unit_id: unitIdOf(id, position), night: fromDayNumber(day), claim_id: 'x', kind: 'block' as const }))
    await insertMany(rows, (some) => tx.insertInto('night_claim').values(some).execute())
  }
}

/** Frees what is taken of a listing's units, and takes these nights. */
export async function writeNights(tx: Tx, listing: Pick<SearchListing, 'id' | 'units'>): Promise<void> {
  await freeNights(tx, listing.id)
  await claimNights(tx, listing)
}

/** One that the operator made, as it is from now on; presets need no row. */
async function writePolicy(tx: Tx | Db, { ref, name, tiers, late }: AgreedPolicy): Promise<void> {
  if (isPolicyCode(ref)) return
  const terms = JSON.stringify({ tiers, late })
  await tx.deleteFrom('cancellation_policy').where('id', '=', ref).execute()
  await tx
    .insertInto('cancellation_policy')
    .values({
      id: ref,
      name: name ?? ref,
      name_key: ref,
      terms,
      offered: 1,
      created_at: 0 as Instant,
      changed_at: 0 as Instant,
      version: 1,
    })
    .execute()
}

async function freeNights(tx: Tx | Db, id: ListingId): Promise<void> {
  const units = tx.selectFrom('unit').select('id').where('listing_id', '=', id)
  await tx.deleteFrom('night_claim').where('unit_id', 'in', units).execute()
}

export async function dropListing(tx: Tx | Db, id: ListingId): Promise<void> {
  await freeNights(tx, id)
  for (const table of ['unit', 'price_plan', 'price_override', 'stay_rule', 'listing_amenity', 'listing_rating'] as const) {
    await tx.deleteFrom(table).where('listing_id', '=', id).execute()
  }
  await tx.deleteFrom('listing').where('id', '=', id).execute()
}

async function insertMany<T>(all: readonly T[], insert: (some: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += 500) await insert(all.slice(from, from + 500))
}

function listingRow(listing: SearchListing): Insertable<Tables['listing']> {
  return {
    id: listing.id,
    host_id: 'host' as HostId,
    state: 'published',
    title: `Home ${listing.id}`,
    summary: 'A light left on',
    description: '',
    house_rules: '',
    place_type: listing.placeType as 'entire',
    property_type: listing.propertyType,
    country: listing.country,
    region: listing.region,
    town: listing.town,
    neighbourhood: listing.neighbourhood,
    address: '7 Rope Lane',
    lat: listing.lat + 0.002,
    lng: listing.lng + 0.002,
    blur_lat: listing.lat,
    blur_lng: listing.lng,
    zone: listing.zone,
    capacity: listing.capacity,
    bedrooms: listing.bedrooms,
    beds: listing.beds,
    bathroom_halves: listing.bathroomHalves,
    pets_max: listing.petsMax,
    instant_book: listing.instantBook ? 1 : 0,
    policy: listing.policy.ref,
    check_in_from: listing.checkInFrom,
    check_out_by: wall('11:00'),
    nights_min: listing.nightsMin,
    nights_max: listing.nightsMax,
    currency: listing.currency,
    source: null,
    source_id: null,
    source_hash: null,
    unsaid: '',
    version: 1,
    created_at: 0 as Instant,
    updated_at: 0 as Instant,
  }
}

async function writePricing(tx: Tx | Db, { id, plan, overrides, stayRules }: SearchListing): Promise<void> {
  await tx
    .insertInto('price_plan')
    .values({
      listing_id: id,
      base_minor: plan.baseMinor,
      weekend_minor: plan.weekendMinor,
      weekly_discount_bp: plan.weeklyDiscountBp,
      monthly_discount_bp: plan.monthlyDiscountBp,
      cleaning_minor: plan.cleaningMinor,
      guests_included: plan.guestsIncluded,
      extra_guest_minor: plan.extraGuestMinor,
      pet_minor: plan.petMinor,
      version: 1,
    })
    .execute()
  await insertMany(overrides, (some) =>
    tx
      .insertInto('price_override')
      .values(
        some.map(({ fromDay, untilDay, nightlyMinor }) => ({
          listing_id: id,
          from_night: fromDayNumber(fromDay),
          until_night: fromDayNumber(untilDay),
          nightly_minor: nightlyMinor,
        })),
      )
      .execute(),
  )
  await insertMany(stayRules, (some) =>
    tx
      .insertInto('stay_rule')
      .values(
        some.map(({ fromDay, untilDay, nightsMin }) => ({
          listing_id: id,
          from_night: fromDayNumber(fromDay),
          until_night: fromDayNumber(untilDay),
          nights_min: nightsMin,
        })),
      )
      .execute(),
  )
}

const ratingRow = ({ id, reviewCount, ratingHundredths, reviewedOn }: SearchListing) => ({
  listing_id: id,
  review_count: reviewCount,
  rating_hundredths: ratingHundredths,
  latest_on: reviewedOn === null ? null : fromDayNumber(reviewedOn),
})

/** Everything that is published, each table read whole: what the reference searches. */
export async function readListings(db: Db): Promise<SearchListing[]> {
  const rows = await db.selectFrom('listing').selectAll().where('state', '=', 'published').execute()
  const units = Map.groupBy(await db.selectFrom('unit').selectAll().orderBy('position').execute(), (row) => row.listing_id)
  const claims = Map.groupBy(await db.selectFrom('night_claim').selectAll().execute(), (row) => row.unit_id)
  const overrides = Map.groupBy(await db.selectFrom('price_override').selectAll().orderBy('from_night').execute(), (row) => row.listing_id)
  const rules = Map.groupBy(await db.selectFrom('stay_rule').selectAll().orderBy('from_night').execute(), (row) => row.listing_id)
  const amenities = Map.groupBy(await db.selectFrom('listing_amenity').selectAll().execute(), (row) => row.listing_id)
  const policies = await findPoliciesBy(
    db,
    rows.map(({ policy }) => policy as PolicyRef),
  )
  const ratings = new Map((await db.selectFrom('listing_rating').selectAll().execute()).map((row) => [row.listing_id, row]))
  const listings: SearchListing[] = []
  for (const row of rows) {
    const plan = await selectPlan(db, row.id)
    const policy = policies.get(row.policy as PolicyRef)
    const mine = units.get(row.id) ?? []
    if (!plan || !policy || mine.length === 0) continue
    listings.push({
      ...wordsOf(row),
      policy,
      amenities: (amenities.get(row.id) ?? []).map(({ amenity }) => amenity),
      ...ratingOf(ratings.get(row.id)),
      plan,
      overrides: (overrides.get(row.id) ?? []).map(({ from_night: from, until_night: until, nightly_minor: nightlyMinor }) => {
        return { fromDay: dayNumber(from), untilDay: dayNumber(until), nightlyMinor }
      }),
      stayRules: (rules.get(row.id) ?? []).map(({ from_night: from, until_night: until, nights_min: nightsMin }) => {
        return { fromDay: dayNumber(from), untilDay: dayNumber(until), nightsMin }
      }),
      units: mine.map(({ id }) => (claims.get(id) ?? []).map(({ night }) => dayNumber(night))),
    })
  }
  return listings
}

function wordsOf(row: Selectable<Tables['listing']>) {
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
  }
}

const ratingOf = (rating: Selectable<Tables['listing_rating']> | undefined) => ({
  reviewCount: rating?.review_count ?? 0,
  ratingHundredths: rating?.rating_hundredths ?? null,
  reviewedOn: rating?.latest_on ? dayNumber(rating.latest_on) : null,
})
