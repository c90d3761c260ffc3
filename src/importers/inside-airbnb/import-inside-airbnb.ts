import { createHash } from 'node:crypto'
import lookUpZone from 'tz-lookup'
import { z } from 'zod'
import { dayNumber } from '../../kernel/calendar-date.ts'
import type { Currency } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { dateAt, parseZone, type Zone } from '../../kernel/zone.ts'
import type { Point } from '../../listings/listing.ts'
import { isFull } from '../../platform/db-errors.ts'
import { write } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { endRun, insertRun, selectOpenRun } from '../store.ts'
import { findFiles, type FindError } from './find-files.ts'
import { emptyTally, tallyWire, type ImportReport } from './import-report.ts'
import { contentHash, readFolder, type Folder, type ReadError } from './read-folder.ts'
import { newRunWriter, toProgress, type OpenRun, type WriteError } from './run-writer.ts'
import { newSkips, type Skipped } from './skips.ts'
import { writeListings, writeReviews, type ChangedError } from './write-folder.ts'
import { sourceName } from './write-listing.ts'

export type ImportOptions = {
  /** The folder that holds listings.csv.gz, calendar.csv.gz and, if there are any, reviews.csv.gz; packed or not. */
  dir: string
  /** What the prices in the files are in. The files don't say. */
  currency: Currency
  /** Moves the calendar so that it starts today. */
  rebaseDates: boolean
  /** Shows the listings at once; without it they are drafts. */
  publish: boolean
  onProgress?: (progress: ImportProgress) => void
  /** Called for each row, or part of one, that is left out. */
  onSkipped?: (skipped: Skipped) => void
  /** Ends the import between two transactions; the same call later goes on from there. */
  signal?: AbortSignal
}

/** `share` is of the bytes of all files; `written` of `total` listings and reviews. */
export type ImportProgress = { phase: 'reading'; share: number } | { phase: 'writing'; written: number; total: number }

export type ImportError = FindError | ReadError | WriteError | ChangedError | { code: 'nothing_to_import' } | { code: 'disk_full' }

/**
 * Brings a folder of Inside Airbnb's files into the market: listings with their hosts, nights, prices, ratings and reviews.
 * All files are read through, and every row checked, before anything is written, so that a broken file changes nothing.
 * Then it writes in short transactions; an import that was cut off (killed, interrupted, disk full) goes on where it was
 * when the same folder is imported again with the same options. Importing again updates what has changed and doubles nothing.
 */
export async function importInsideAirbnb(deps: Deps, options: ImportOptions): Promise<Result<ImportReport, ImportError>> {
  const skips = newSkips(options.onSkipped ?? (() => undefined))
  const files = await findFiles(options.dir)
  if (!files.ok) return files
  const onProgress = (share: number) => options.onProgress?.({ phase: 'reading', share })
  const folder = await readFolder(files.value, { currency: options.currency, skips, onProgress, signal: options.signal })
  if (!folder.ok) return folder
  const { firstPoint } = folder.value
  if (!firstPoint) return err({ code: 'nothing_to_import' })
  try {
    const run = await openRun(deps, { folder: folder.value, zone: zoneAt(firstPoint), options })
    const written = await writeRun(deps, { folder: folder.value, run, options })
    if (!written.ok) return written
    return ok({ ...written.value, ...countsOf(folder.value), movedDays: run.shiftDays, resumed: run.resumed, skipped: skips.counts() })
  } catch (error) {
    if (isFull(error)) return err({ code: 'disk_full' })
    throw error
  }
}

const progressWire = z.object({ shiftDays: z.int(), tally: tallyWire })

/** The run over the same input that was cut off, or a new one. */
async function openRun(
  { db, clock, ids }: Deps,
  { folder, zone, options }: { folder: Folder; zone: Zone; options: ImportOptions },
): Promise<OpenRun> {
  const { currency, rebaseDates, publish } = options
  const inputHash = createHash('sha256')
    .update(JSON.stringify([contentHash(folder), currency, rebaseDates, publish]))
    .digest('hex')
  return write(db, async (tx) => {
    const open = await selectOpenRun(tx, sourceName, inputHash)
    if (open) return { id: open.id, position: open.position, resumed: true, ...progressWire.parse(JSON.parse(open.progress)) }
    const shiftDays = rebaseDates ? dayNumber(dateAt(clock.now(), zone)) - folder.firstDay : 0
    const run = { id: ids.next<'import-run'>(), position: 0, shiftDays, tally: emptyTally, resumed: false }
    await insertRun(tx, { ...run, source: sourceName, inputHash, progress: toProgress(run), startedAt: clock.now() })
    return run
  })
}

function zoneAt({ lat, lng }: Point): Zone {
  const zone = parseZone(lookUpZone(lat, lng))
  if (!zone.ok) throw new Error(`no time zone ${zone.error.text}`)
  return zone.value
}

async function writeRun(deps: Deps, { folder, run, options }: { folder: Folder; run: OpenRun; options: ImportOptions }) {
  const total = folder.listings.size + folder.reviews
  const onWritten = (written: number) => options.onProgress?.({ phase: 'writing', written, total })
  const writer = newRunWriter(deps, run, { signal: options.signal, onWritten })
  const listings = await writeListings(deps, { folder, run, writer, options })
  if (!listings.ok) return listings
  const reviews = await writeReviews(deps, { folder, run, writer, options })
  if (!reviews.ok) return reviews
  await write(deps.db, (tx) => endRun(tx, run.id, deps.clock.now()))
  return ok(writer.tally())
}

function countsOf({ listings, reviews }: Folder) {
  let blockedNights = 0
  for (const { blocked } of listings.values()) blockedNights += blocked.count()
  return { listings: listings.size, reviews, blockedNights }
}
