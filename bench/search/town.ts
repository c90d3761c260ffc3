import { fromDayNumber, type DayNumber } from '../../src/kernel/calendar-date.ts'
import type { Instant } from '../../src/kernel/clock.ts'
import { idFrom, type HostId } from '../../src/kernel/ids.ts'
import type { Currency } from '../../src/kernel/money.ts'
import { parseWallTime, parseZone } from '../../src/kernel/zone.ts'
import { write, type Db } from '../../src/platform/db.ts'
import { newDice, type Dice } from '../../test/dice.ts'

/**
 * Made-up homes in the spread of real ones (as in the four cities of the test data): a third of all nights taken in runs
 * of about a week, 25 price runs a home, 15 to 40 amenities of 60, most homes for two to four. Cities' sizes fall off as
 * one over their rank.
 */
export type City = Readonly<{ name: string; lat: number; lng: number; share: number }>

const places: readonly [name: string, lat: number, lng: number][] = [
  ['Singapore', 1.29, 103.85],
  ['Antwerpen', 51.22, 4.4],
  ['Jersey City', 40.73, -74.08],
  ['Albany', 42.65, -73.76],
  ['Lisbon', 38.72, -9.14],
  ['Auckland', -36.85, 174.76],
  ['Nairobi', -1.28, 36.82],
  ['Lima', -12.05, -77.04],
]
const weights = places.map((_, index) => 1 / (index + 1))
const whole = weights.reduce((sum, weight) => sum + weight, 0)

export const cities: readonly City[] = places.map(([name, lat, lng], index) => ({ name, lat, lng, share: (weights[index] ?? 0) / whole }))

export const amenities = Array.from({ length: 60 }, (_, index) => `amenity_${index}`)
export const placeTypes = ['entire', 'private_room', 'hotel_room', 'shared_room'] as const

export function pickCity(dice: Dice): City {
  let left = dice.share()
  return cities.find(({ share }) => (left -= share) < 0) ?? dice.pick(cities)
}

const zone = parseZone('UTC')
const [from, until] = [parseWallTime('15:00'), parseWallTime('11:00')]
/** Listings in one transaction. */
const batch = 200

/** Writes `units` homes of one unit each, drawn from `seed`, with nights and prices for a year from `today`. */
export async function writeTown(db: Db, { units, seed, today }: { units: number; seed: number; today: DayNumber }): Promise<void> {
  const dice = newDice(seed)
  for (let first = 0; first < units; first += batch) {
    const homes = Array.from({ length: Math.min(batch, units - first) }, (_, index) => newHome(dice, first + index, today))
    await write(db, async (tx) => {
      await insertMany(
        homes.map(({ listing }) => listing),
        (rows) => tx.insertInto('listing').values(rows).execute(),
      )
      await insertMany(
        homes.map(({ unit }) => unit),
        (rows) => tx.insertInto('unit').values(rows).execute(),
      )
      await insertMany(
        homes.map(({ plan }) => plan),
        (rows) => tx.insertInto('price_plan').values(rows).execute(),
      )
      await insertMany(
        homes.map(({ rating }) => rating),
        (rows) => tx.insertInto('listing_rating').values(rows).execute(),
      )
      await insertMany(
        homes.flatMap(({ claims }) => claims),
        (rows) => tx.insertInto('night_claim').values(rows).execute(),
      )
      await insertMany(
        homes.flatMap(({ overrides }) => overrides),
        (rows) => tx.insertInto('price_override').values(rows).execute(),
      )
      await insertMany(
        homes.flatMap((home) => home.amenities),
        (rows) => tx.insertInto('listing_amenity').values(rows).execute(),
      )
    })
  }
}

async function insertMany<T>(rows: readonly T[], insert: (some: T[]) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < rows.length; first += 500) await insert(rows.slice(first, first + 500))
}

/** Most homes stand near the middle, some far out. */
const near = (dice: Dice) => (dice.share() + dice.share() + dice.share() - 1.5) * 0.12

function newHome(dice: Dice, index: number, today: DayNumber) {
  const id = idFrom<'listing'>(`home ${index}`)
  const unitId = idFrom<'unit'>(`unit ${index}`)
  const { name, lat, lng } = pickCity(dice)
  const [blurLat, blurLng] = [lat + near(dice), lng + near(dice)]
  const base = 3_000 + dice.below(20_000)
  const listing = {
    ...words(index),
    id,
    place_type: dice.pick(['entire', 'entire', 'entire', ...placeTypes] as const),
    town: name,
    lat: blurLat,
    lng: blurLng,
    blur_lat: blurLat,
    blur_lng: blurLng,
    capacity: dice.pick([1, 2, 2, 2, 3, 4, 4, 5, 6, 8]),
    bedrooms: dice.pick([0, 1, 1, 1, 2, 2, 3]),
    beds: 1 + dice.below(4),
    pets_max: dice.pick([0, 0, 1]),
    instant_book: dice.pick([0, 1] as const),
    nights_min: dice.pick([1, 1, 2, 2, 3, 5, 7, 28]),
  }
  const plan = {
    base_minor: base,
    weekend_minor: base + 2_000,
    weekly_discount_bp: 1_000,
    monthly_discount_bp: 2_000,
    cleaning_minor: 4_000,
  }
  return {
    listing,
    unit: { id: unitId, listing_id: id, position: 0, name: '' },
    plan: { ...plan, listing_id: id, guests_included: 2, extra_guest_minor: 1_000, pet_minor: 1_500, version: 1 },
    rating: {
      listing_id: id,
      review_count: dice.below(200),
      rating_hundredths: 380 + dice.below(121),
      latest_on: fromDayNumber(today - dice.below(700)),
    },
    claims: runs(dice, today, { gap: 16, length: 8 }).flatMap(([first, end]) =>
      Array.from({ length: end - first }, (_, night) => ({
        unit_id: unitId,
        night: fromDayNumber(first + night),
        claim_id: 'import',
        kind: 'import' as const,
      })),
    ),
    overrides: runs(dice, today, { gap: 8, length: 7 }).map(([first, end]) => {
      return { listing_id: id, from_night: fromDayNumber(first), until_night: fromDayNumber(end), nightly_minor: base + dice.below(6_000) }
    }),
    amenities: amenities.filter(() => dice.chance(0.45)).map((amenity) => ({ listing_id: id, amenity })),
  }
}

function words(index: number) {
  if (!zone.ok || !from.ok || !until.ok) throw new Error('UTC is a zone, and 15:00 a time')
  return {
    host_id: idFrom<'host'>(`host ${index % 997}`) satisfies HostId,
    state: 'published' as const,
    title: `Home number ${index}`,
    summary: 'Two minutes from the harbour steps.',
    description: '',
    house_rules: '',
    property_type: 'apartment',
    country: null,
    region: null,
    neighbourhood: null,
    address: null,
    zone: zone.value,
    bathroom_halves: 2,
    policy: 'flexible',
    check_in_from: from.value,
    check_out_by: until.value,
    nights_max: 365,
    currency: currency(),
    source: null,
    source_id: null,
    source_hash: null,
    unsaid: '',
    version: 1,
    created_at: 0 as Instant,
    updated_at: 0 as Instant,
  }
}

const currency = () => 'EUR' as Currency

/** Ranges over the coming year, `gap` and `length` nights on average. */
function runs(dice: Dice, today: DayNumber, { gap, length }: { gap: number; length: number }): [first: DayNumber, end: DayNumber][] {
  const found: [number, number][] = []
  for (let day = today + dice.below(2 * gap); day < today + 365; day += 1 + dice.below(2 * gap)) {
    const end = day + 1 + dice.below(2 * length)
    found.push([day, end])
    day = end
  }
  return found
}
