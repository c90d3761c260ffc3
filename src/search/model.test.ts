import assert from 'node:assert/strict'
import type { Updateable } from 'kysely'
import { forEachDatabase } from '../../test/databases.ts'
import { writeListing } from '../../test/search-rows.ts'
import { newSearchWorld } from '../../test/search-world.ts'
import { calendarDate, dayNumber } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { HostId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { wallTime, type Zone } from '../kernel/zone.ts'
import { presetPolicy } from '../listings/cancellation-policy.ts'
import type { Db } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import { cardsOf } from './card-store.ts'
import type { SearchListing } from './search-listing.ts'
import { publishedAmong } from './store.ts'

/**
 * What search makes of each column: `searched` by it, `shown` of what is found, or neither, and why. A new column does not
 * compile until somebody has decided, and what has been decided is tried with another value.
 */
type Use<Row> = {
  [Column in keyof Row]-?: 'key' | { searched: Row[Column] } | { shown: Row[Column] } | { neither: string; other: Row[Column] }
}

const theirs = "whoever offers it is the booking's matter"
const words = 'nobody looks for a home by a text, and the page of the home shows it'
const door = 'strangers may know the blurred point alone'
const origin = 'where an import had it from'
const books = 'bookkeeping'

const listingUses: Use<Tables['listing']> = {
  id: 'key',
  host_id: { neither: theirs, other: 'other' as HostId },
  state: { searched: 'paused' },
  title: { shown: 'Another title' },
  summary: { shown: 'Another line' },
  description: { neither: words, other: 'Other words' },
  house_rules: { neither: words, other: 'No parties' },
  place_type: { searched: 'shared_room' },
  property_type: { searched: 'castle' },
  country: { searched: 'FR' },
  region: { searched: 'North' },
  town: { searched: 'Nowhere' },
  neighbourhood: { searched: 'Hill' },
  address: { neither: door, other: '1 Other Lane' },
  lat: { neither: door, other: 12 },
  lng: { neither: door, other: 12 },
  blur_lat: { searched: 12 },
  blur_lng: { searched: 12 },
  zone: { searched: 'Asia/Tokyo' as Zone },
  capacity: { searched: 31 },
  bedrooms: { searched: 31 },
  beds: { searched: 31 },
  bathroom_halves: { searched: 31 },
  pets_max: { searched: 31 },
  instant_book: { searched: 0 },
  policy: { searched: 'strict' },
  check_in_from: { searched: wallTime('19:19') },
  check_out_by: { neither: 'it frees no night', other: wallTime('08:08') },
  nights_min: { searched: 5 },
  nights_max: { searched: 29 },
  currency: { searched: 'CHF' as Currency },
  source: { neither: origin, other: 'x' },
  source_id: { neither: origin, other: 'x' },
  source_hash: { neither: origin, other: 'x' },
  unsaid: { neither: 'what a host has not said yet is taken for what is usual', other: 'beds' },
  version: { neither: books, other: 77 },
  created_at: { neither: books, other: 77 as Instant },
  updated_at: { neither: books, other: 77 as Instant },
}

const planUses: Use<Tables['price_plan']> = {
  listing_id: 'key',
  base_minor: { searched: 77_777 },
  weekend_minor: { searched: 77_777 },
  weekly_discount_bp: { searched: 777 },
  monthly_discount_bp: { searched: 777 },
  cleaning_minor: { searched: 77_777 },
  guests_included: { searched: 17 },
  extra_guest_minor: { searched: 777 },
  pet_minor: { searched: 777 },
  version: { neither: books, other: 77 },
}

const overrideUses: Use<Tables['price_override']> = {
  listing_id: 'key',
  from_night: { searched: calendarDate('2028-03-02') },
  until_night: { searched: calendarDate('2028-03-08') },
  nightly_minor: { searched: 77_777 },
}

const ruleUses: Use<Tables['stay_rule']> = {
  listing_id: 'key',
  from_night: { searched: calendarDate('2028-03-02') },
  until_night: { searched: calendarDate('2028-03-08') },
  nights_min: { searched: 7 },
}

const march = dayNumber(calendarDate('2028-03-01'))
const window = { from: march - 60, until: march + 700 }

function aHome(): SearchListing {
  const range = { fromDay: march, untilDay: march + 5 }
  const home = newSearchWorld(1).fresh()
  return {
    ...home,
    instantBook: true,
    policy: presetPolicy('flexible'),
    reviewCount: 3,
    ratingHundredths: 480,
    overrides: [{ ...range, nightlyMinor: 9_000 }],
    stayRules: [{ ...range, nightsMin: 2 }],
    units: [[march + 20]],
  }
}

type Table = 'listing' | 'price_plan' | 'price_override' | 'stay_rule'

function change(db: Db, table: Table, values: object): Promise<unknown> {
  switch (table) {
    case 'listing':
      return db
        .updateTable('listing')
        .set(values as Updateable<Tables['listing']>)
        .execute()
    case 'price_plan':
      return db
        .updateTable('price_plan')
        .set(values as Updateable<Tables['price_plan']>)
        .execute()
    case 'price_override':
      return db
        .updateTable('price_override')
        .set(values as Updateable<Tables['price_override']>)
        .execute()
    case 'stay_rule':
      return db
        .updateTable('stay_rule')
        .set(values as Updateable<Tables['stay_rule']>)
        .execute()
  }
}

const uses: Record<Table, Use<object>> = {
  listing: listingUses,
  price_plan: planUses,
  price_override: overrideUses,
  stay_rule: ruleUses,
}

forEachDatabase('every column of a listing and its prices and rules is searched, shown or neither, as was decided', async (_t, db) => {
  const home = aHome()
  const look = async () => ({
    facts: await publishedAmong(db, [home.id], window),
    cards: [...(await cardsOf(db, [home.id]))],
  })
  for (const [table, columns] of Object.entries(uses) as [Table, Record<string, 'key' | Record<string, unknown>>][]) {
    for (const [column, use] of Object.entries(columns)) {
      if (use === 'key') continue
      await writeListing(db, home)
      const before = await look()
      await change(db, table, { [column]: 'searched' in use ? use.searched : 'shown' in use ? use.shown : use.other })
      const after = await look()
      const [isSearched, isShown] = [!same(before.facts, after.facts), !same(before.cards, after.cards)]
      const said = `${table}.${column}`
      if ('searched' in use) assert.ok(isSearched, `${said} is not searched by`)
      else assert.deepEqual([isSearched, isShown], [false, 'shown' in use], `${said} is searched by or shown`)
    }
  }
})

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
