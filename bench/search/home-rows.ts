import type { Insertable } from 'kysely'
import { fromDayNumber } from '../../src/kernel/calendar-date.ts'
import type { Instant } from '../../src/kernel/clock.ts'
import { idFrom, type HostId, type Id } from '../../src/kernel/ids.ts'
import { wallTime } from '../../src/kernel/zone.ts'
import type { Tables } from '../../src/platform/tables.ts'
import type { SearchListing } from '../../src/search/search-listing.ts'

/** The rows of a home, as any of the modules would have left them. */
export type HomeRows = { [Table in (typeof tables)[number]]: Insertable<Tables[Table]>[] }

/** What cards are made of. */
export const cardTables = ['listing', 'listing_rating', 'photo'] as const
export const tables = [...cardTables, 'unit', 'price_plan', 'listing_amenity', 'price_override', 'stay_rule', 'night_claim'] as const

export const hostId: HostId = idFrom<'host'>('the host of all')

/** The ids of units follow their home's, in order. */
export const unitIdOf = ({ id }: Pick<SearchListing, 'id'>, position: number): Id<'unit'> =>
  `${id.slice(0, 24)}${(position + 1).toString(16).padStart(12, '0')}` as Id<'unit'>

export const cardRowsOf = (home: SearchListing): Pick<HomeRows, (typeof cardTables)[number]> => ({
  listing: [listingRow(home)],
  listing_rating: ratingRows(home),
  photo: [photoRow(home)],
})

export function rowsOf(home: SearchListing): HomeRows {
  const { id } = home
  return {
    ...cardRowsOf(home),
    unit: home.units.map((_, position) => ({ id: unitIdOf(home, position), listing_id: id, position, name: '' })),
    price_plan: [planRow(home)],
    listing_amenity: home.amenities.map((amenity) => ({ listing_id: id, amenity })),
    price_override: home.overrides.map((override) => ({ ...rangeOf(home, override), nightly_minor: override.nightlyMinor })),
    stay_rule: home.stayRules.map((rule) => ({ ...rangeOf(home, rule), nights_min: rule.nightsMin })),
    night_claim: home.units.flatMap((taken, position) => {
      const unit = unitIdOf(home, position)
      return taken.map((day) => ({ unit_id: unit, night: fromDayNumber(day), claim_id: 'bench', kind: 'import' as const }))
    }),
  }
}

const rangeOf = ({ id }: SearchListing, { fromDay, untilDay }: { fromDay: number; untilDay: number }) => ({
  listing_id: id,
  from_night: fromDayNumber(fromDay),
  until_night: fromDayNumber(untilDay),
})

const midnight = 0 as Instant
const checkOutBy = wallTime('11:00')

function listingRow(home: SearchListing): Insertable<Tables['listing']> {
  return {
    id: home.id,
    host_id: hostId,
    state: 'published',
    title: `${home.bedrooms} rooms in the ${home.neighbourhood ?? 'middle'} of ${home.town}`,
    summary: `A home for ${home.capacity}, quiet at night and a short walk from everything that there is in ${home.town}`.slice(0, 160),
    description: '',
    house_rules: '',
    place_type: home.placeType as 'entire',
    property_type: home.propertyType,
    country: home.country,
    region: home.region,
    town: home.town,
    neighbourhood: home.neighbourhood,
    address: null,
    lat: home.lat,
    lng: home.lng,
    blur_lat: home.lat,
    blur_lng: home.lng,
    zone: home.zone,
    capacity: home.capacity,
    bedrooms: home.bedrooms,
    beds: home.beds,
    bathroom_halves: home.bathroomHalves,
    pets_max: home.petsMax,
    instant_book: home.instantBook ? 1 : 0,
    policy: home.policy.ref,
    check_in_from: home.checkInFrom,
    check_out_by: checkOutBy,
    nights_min: home.nightsMin,
    nights_max: home.nightsMax,
    currency: home.currency,
    source: null,
    source_id: null,
    source_hash: null,
    unsaid: '',
    version: 1,
    created_at: midnight,
    updated_at: midnight,
  }
}

function photoRow({ id, town }: SearchListing): Insertable<Tables['photo']> {
  return {
    id: id as string as Id<'photo'>,
    listing_id: id,
    position: 0,
    alt: `A room in ${town}, morning light on the floor`,
    file_key: `photos/${id}`,
    width: 1_600,
    height: 1_067,
    colour: '#c8b8a0',
    caption: '',
    room: 'living',
    formats: 'avif,webp,jpg',
    content_hash: null,
  }
}

function planRow({ id, plan }: SearchListing): Insertable<Tables['price_plan']> {
  return {
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
  }
}

function ratingRows({ id, reviewCount, ratingHundredths, reviewedOn }: SearchListing): Insertable<Tables['listing_rating']>[] {
  if (reviewCount === 0) return []
  const latest = reviewedOn === null ? null : fromDayNumber(reviewedOn)
  return [{ listing_id: id, review_count: reviewCount, rating_hundredths: ratingHundredths, latest_on: latest }]
}
