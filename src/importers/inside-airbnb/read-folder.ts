import { createHash } from 'node:crypto'
import path from 'node:path'
import type { CalendarDate, DayNumber } from '../../kernel/calendar-date.ts'
import type { Currency } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Point } from '../../listings/listing.ts'
import { calendarColumns, newCalendarReader, newListingCalendar, type ListingCalendar } from './calendar-row.ts'
import type { SourceFile, SourceFiles } from './find-files.ts'
import { listingColumns, parseListing } from './listing-row.ts'
import { newUsualPlace, type PlaceRow } from './place.ts'
import { readCsv, type BrokenFile, type Row } from './read-csv.ts'
import { parseReview, reviewColumns } from './review-row.ts'
import type { Refused, Skips } from './skips.ts'

/** What must be known of all files before the first of their rows is written. Texts stay in the files. */
export type Folder = Readonly<{
  files: SourceFiles
  /** SHA-256 of each file's unpacked content. */
  hashes: Readonly<{ listings: string; calendar: string; reviews: string }>
  /** By their id at Airbnb, in the order of listings.csv. */
  listings: ReadonlyMap<string, FolderListing>
  /** What most rows that name their place name, part by part; '' where no one is that common. */
  usualPlace: PlaceRow
  /** Where the first listing is; undefined when there is none. */
  firstPoint: Point | undefined
  /** The first day in the calendar. */
  firstDay: DayNumber
  /** How many rows can be imported. */
  reviews: number
}>

/** `line` tells the row of listings.csv that counts from others with the same id. */
export type FolderListing = ListingCalendar &
  Readonly<{ line: number; priced: boolean; reviews: { count: number; latestOn: CalendarDate | null } }>

export type Interrupted = { code: 'interrupted' }
export type ReadError = BrokenFile | Interrupted

export type ReadOptions = {
  currency: Currency
  skips: Skips
  /** Called with what share of all bytes is read, from 0 to 1. */
  onProgress?: (share: number) => void
  signal?: AbortSignal | undefined
}

const listingsMax = 200_000

/** Reads all files through, checks every row, and keeps what is small. Nothing is written. */
export async function readFolder(files: SourceFiles, options: ReadOptions): Promise<Result<Folder, ReadError>> {
  const reading = { ...options, progress: progressOver(files, options.onProgress) }
  const listings = await readListings(files.listings, reading)
  if (!listings.ok) return listings
  const known = listings.value.listings
  const calendar = await readCalendar(files.calendar, known, reading)
  if (!calendar.ok) return calendar
  const reviews = await readReviews(files.reviews, known, reading)
  if (!reviews.ok) return reviews
  tellUnpriced(files.listings, known, options.skips)
  return ok({
    files,
    hashes: { listings: listings.value.sha256, calendar: calendar.value.sha256, reviews: reviews.value.sha256 },
    listings: known,
    usualPlace: listings.value.usualPlace,
    firstPoint: listings.value.firstPoint,
    firstDay: calendar.value.firstDay,
    reviews: reviews.value.good,
  })
}

type Reading = ReadOptions & { progress: (file: SourceFile, bytes: number) => void }
type RowsOptions = Pick<Reading, 'progress' | 'skips' | 'signal'> & { required: readonly string[]; mayBeEmpty?: boolean }

/** Reads one file row by row; what `onRow` refuses is counted and reported. */
async function readRows(
  file: SourceFile,
  { required, mayBeEmpty = false, ...reading }: RowsOptions,
  onRow: (row: Row) => Result<unknown, Refused>,
) {
  const name = path.basename(file.path)
  return readCsv<Interrupted>(file.path, {
    required,
    mayBeEmpty,
    onBytes: (bytes) => reading.progress(file, bytes),
    onRows: (rows) => {
      if (reading.signal?.aborted) return err({ code: 'interrupted' })
      for (const row of rows) {
        const outcome = onRow(row)
        if (!outcome.ok) reading.skips.add({ file: name, line: row.line, ...outcome.error })
      }
      return ok()
    },
  })
}

async function readListings(file: SourceFile, reading: Reading) {
  const listings = new Map<string, FolderListing>()
  let firstPoint: Point | undefined
  const usual = newUsualPlace()
  const read = await readRows(file, { ...reading, required: listingColumns }, (row) => {
    const parsed = parseListing(row, reading.currency)
    if (!parsed.ok) return parsed
    const { sourceId, place } = parsed.value
    if (listings.has(sourceId)) return err({ reason: 'duplicate_listing', detail: sourceId })
    if (listings.size === listingsMax) return err({ reason: 'too_many_listings', detail: sourceId })
    const priced = Boolean(parsed.value.prices.nightly)
    listings.set(sourceId, { line: row.line, priced, reviews: { count: 0, latestOn: null }, ...newListingCalendar() })
    firstPoint ??= parsed.value.facts.exact
    usual.add(place)
    return ok()
  })
  return read.ok ? ok({ ...read.value, listings, usualPlace: usual.place(), firstPoint }) : read
}

async function readCalendar(file: SourceFile, listings: ReadonlyMap<string, FolderListing>, reading: Reading) {
  const addRow = newCalendarReader(listings, reading.currency)
  let firstDay = Infinity
  const read = await readRows(file, { ...reading, required: calendarColumns }, (row) => {
    const day = addRow(row)
    if (day.ok) firstDay = Math.min(firstDay, day.value)
    return day
  })
  return read.ok ? ok({ ...read.value, firstDay }) : read
}

async function readReviews(file: SourceFile | undefined, listings: ReadonlyMap<string, FolderListing>, reading: Reading) {
  if (!file) return ok({ sha256: '', rows: 0, good: 0 })
  let good = 0
  const read = await readRows(file, { ...reading, required: reviewColumns, mayBeEmpty: true }, (row) => {
    const review = parseReview(row, listings)
    if (!review.ok) return review
    const { listing, postedOn } = review.value
    good += 1
    listing.reviews.count += 1
    if (postedOn > (listing.reviews.latestOn ?? '')) listing.reviews.latestOn = postedOn
    return review
  })
  return read.ok ? ok({ ...read.value, good }) : read
}

/** A listing that has no price anywhere is imported, but nobody can book it before its host has set one. */
function tellUnpriced(file: SourceFile, listings: Folder['listings'], skips: Skips): void {
  for (const [sourceId, { line, priced, prices }] of listings) {
    if (!priced && prices.count() === 0) skips.add({ file: path.basename(file.path), line, reason: 'no_price', detail: sourceId })
  }
}

/** All files as one: the share of their bytes that has been read. */
function progressOver({ listings, calendar, reviews }: SourceFiles, onProgress: ReadOptions['onProgress']) {
  const files = [listings, calendar, ...(reviews ? [reviews] : [])]
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  return (file: SourceFile, bytes: number) => {
    const before = files.slice(0, files.indexOf(file)).reduce((sum, earlier) => sum + earlier.bytes, 0)
    onProgress?.((before + bytes) / total)
  }
}

export const contentHash = ({ hashes }: Pick<Folder, 'hashes'>) =>
  createHash('sha256').update(`${hashes.listings}\n${hashes.calendar}\n${hashes.reviews}`).digest('hex')
