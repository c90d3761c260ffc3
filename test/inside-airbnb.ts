import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Instant } from '../src/kernel/clock.ts'
import { newIds } from '../src/kernel/ids.ts'
import { parseCurrency, type Currency } from '../src/kernel/money.ts'
import { seededRandom } from '../src/kernel/random.ts'
import { importInsideAirbnb, type ImportOptions } from '../src/importers/inside-airbnb/import-inside-airbnb.ts'
import type { Skipped } from '../src/importers/inside-airbnb/skips.ts'
import type { Db } from '../src/platform/db.ts'
import { tempFolder } from './temp.ts'

export const fixtureFolder = (name: 'new-format' | 'old-format') => path.join(import.meta.dirname, '../src/importers/fixtures', name)

const listingColumns =
  'id name description host_id host_name host_about host_since neighborhood_overview neighbourhood neighbourhood_cleansed latitude longitude property_type room_type accommodates bathrooms_text bedrooms beds amenities price minimum_nights maximum_nights instant_bookable number_of_reviews review_scores_rating last_review'.split(
    ' ',
  )
const calendarColumns = ['listing_id', 'date', 'available', 'price']
const reviewColumns = ['listing_id', 'id', 'date', 'reviewer_id', 'reviewer_name', 'comments']

type Cells = Readonly<Record<string, string>>

/** A row of listings.csv that can be imported. */
export const aListing = (id: string, cells: Cells = {}): Cells => ({
  id,
  name: `Home ${id}`,
  host_id: '1',
  host_name: 'Maren',
  neighbourhood: 'Portmerrow, Merrow, Ireland',
  neighbourhood_cleansed: 'Old Harbour',
  latitude: '53.27',
  longitude: '-9.05',
  property_type: 'Entire home',
  room_type: 'Entire home/apt',
  accommodates: '4',
  amenities: '["Wifi"]',
  price: '$100.00',
  ...cells,
})

/** Rows of calendar.csv from 1 June 2024 on: a letter a night, 't' for free and 'f' for taken. */
export const someNights = (id: string, nights: string, price: (night: number) => string = () => '$100.00'): Cells[] =>
  [...nights].map((available, night) => ({
    listing_id: id,
    date: new Date(Date.UTC(2024, 5, 1 + night)).toISOString().slice(0, 10),
    available,
    price: price(night),
  }))

export const aReview = (listingId: string, id: string, comments = `Review ${id}`): Cells => ({
  listing_id: listingId,
  id,
  date: '2024-05-01',
  reviewer_id: '9',
  reviewer_name: 'Ana',
  comments,
})

export type FolderRows = { listings: readonly Cells[]; calendar: readonly Cells[]; reviews?: readonly Cells[] }

const temp = tempFolder('inside-airbnb')
let [made, runs] = [0, 0]

/** Writes the rows as a folder of files. @returns its path. */
export function newFolder({ listings, calendar, reviews }: FolderRows, { packed = false } = {}): string {
  const dir = path.join(temp, String(++made))
  mkdirSync(dir)
  const put = (name: string, text: string) =>
    writeFileSync(path.join(dir, `${name}.csv${packed ? '.gz' : ''}`), packed ? gzipSync(text) : text)
  put('listings', toCsv(listingColumns, listings))
  put('calendar', toCsv(calendarColumns, calendar))
  if (reviews) put('reviews', toCsv(reviewColumns, reviews))
  return dir
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const toCsv = (columns: readonly string[], rows: readonly Cells[]) =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((cells) => cells.map(quoted).join(',')).join('\n')

/** 12 May 2025, just before midnight in Greenwich. */
export const importedAt = Date.UTC(2025, 4, 12, 23, 30) as Instant

export const currency = (code: string): Currency => {
  const parsed = parseCurrency(code)
  if (!parsed.ok) throw new Error(code)
  return parsed.value
}

/**
 * Imports `dir`, and keeps what was skipped, each as 'file:line reason (detail)'. With `diesAfter` the import dies when it
 * asks for the time once more, which it does for every new id and every event.
 */
export async function runImport(db: Db, dir: string, given: Partial<ImportOptions> & { now?: Instant; diesAfter?: number } = {}) {
  const { now = importedAt, diesAfter = Infinity, ...options } = given
  let asked = 0
  const clock = {
    now: () => {
      if (++asked > diesAfter) throw new Error('the machine went down')
      return now
    },
  }
  const random = seededRandom(++runs)
  const skipped: string[] = []
  const onSkipped = ({ file, line, reason, detail }: Skipped) => skipped.push(`${file}:${line} ${reason} (${detail})`)
  const deps = { db, clock, random, ids: newIds(clock, random) }
  const outcome = await importInsideAirbnb(deps, {
    dir,
    currency: currency('EUR'),
    rebaseDates: false,
    publish: false,
    onSkipped,
    ...options,
  })
  return { outcome, skipped }
}

/** All that imports have made, without what differs from one database to the next: ids, blurred points, versions. */
export async function importedState(db: Db) {
  const listings = await db.selectFrom('listing').selectAll().orderBy('source_id').execute()
  const hosts = await db.selectFrom('host').selectAll().execute()
  const of = async (listing: (typeof listings)[number]) => {
    const units = await db.selectFrom('unit').selectAll().where('listing_id', '=', listing.id).execute()
    const unitIds = units.map(({ id }) => id)
    const byListing = { plan: db.selectFrom('price_plan').selectAll(), overrides: db.selectFrom('price_override').selectAll() }
    const { id, host_id, blur_lat, blur_lng, version, created_at, updated_at, source_hash, ...facts } = listing
    const host = hosts.find((each) => each.id === host_id)
    return {
      ...facts,
      host: host && { name: host.name, about: host.about, since: host.since, sourceId: host.source_id },
      units: units.length,
      amenities: (await db.selectFrom('listing_amenity').select('amenity').where('listing_id', '=', id).orderBy('amenity').execute()).map(
        (row) => row.amenity,
      ),
      plan: (await byListing.plan.where('listing_id', '=', id).execute()).map(({ listing_id, version: _, ...plan }) => plan),
      overrides: (await byListing.overrides.where('listing_id', '=', id).orderBy('from_night').execute()).map(
        (row) => `${row.from_night}–${row.until_night} ${row.nightly_minor}`,
      ),
      ranges: (await db.selectFrom('imported_range').selectAll().where('unit_id', 'in', unitIds).orderBy('from_night').execute()).map(
        (row) => `${row.from_night}–${row.until_night}`,
      ),
      nights: (await db.selectFrom('night_claim').selectAll().where('unit_id', 'in', unitIds).orderBy('night').execute()).map(
        (row) => `${row.night} ${row.kind}`,
      ),
      rating: (await db.selectFrom('listing_rating').selectAll().where('listing_id', '=', id).execute()).map(
        (row) => `${row.review_count} ${row.rating_hundredths} ${row.latest_on}`,
      ),
      reviews: (await db.selectFrom('review').selectAll().where('listing_id', '=', id).orderBy('source_id').execute()).map(
        (row) => `${row.source_id} ${row.posted_on} ${row.author_name}: ${row.body}`,
      ),
    }
  }
  const state = []
  for (const listing of listings) state.push(await of(listing))
  return state
}
