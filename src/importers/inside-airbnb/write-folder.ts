import path from 'node:path'
import type { ListingId } from '../../kernel/ids.ts'
import type { Currency } from '../../kernel/money.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { findImported } from '../../listings/find-imported.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { ImportedReview } from '../../reviews/review.ts'
import { saveImportedReviews } from '../../reviews/save-imported-reviews.ts'
import type { SourceFile } from './find-files.ts'
import { addTally, emptyTally, type Tally } from './import-report.ts'
import { parseListing } from './listing-row.ts'
import { readCsv, type Row } from './read-csv.ts'
import type { Folder, FolderListing } from './read-folder.ts'
import { parseReview, type ReviewRow } from './review-row.ts'
import type { OpenRun, RunWriter, WriteError } from './run-writer.ts'
import { fullListing, sourceName, writeListing, type FullListing } from './write-listing.ts'

/** The files are not those any more that were read through before. */
export type ChangedError = { code: 'folder_changed'; file: string }

type Writing = { folder: Folder; run: OpenRun; writer: RunWriter; options: { currency: Currency; publish: boolean } }
type WrittenResult = Result<unknown, WriteError | ChangedError>

/** Goes through listings.csv for the second time, because its texts were not kept, and writes what the first time found good. */
export async function writeListings(deps: Deps, { folder, run, writer, options }: Writing): Promise<WrittenResult> {
  const batches = writer.batches<FullListing>(0, async (tx, listings) => {
    let tally = emptyTally
    for (const listing of listings) tally = addTally(tally, tallyOf(await writeListing(tx, deps, listing, options.publish)))
    return tally
  })
  const outcome = await readAgain(folder.files.listings, folder.hashes.listings, async (row) => {
    const parsed = parseListing(row, options.currency)
    const listing = parsed.ok ? folder.listings.get(parsed.value.sourceId) : undefined
    if (!parsed.ok || listing?.line !== row.line) return ok()
    return batches.add(() => fullListing(parsed.value, listing, folder, run.shiftDays))
  })
  return outcome.ok ? batches.flush() : outcome
}

function tallyOf({ outcome, published, conflicts }: Awaited<ReturnType<typeof writeListing>>): Partial<Tally> {
  return { [outcome]: 1, published: published ? 1 : 0, conflicts }
}

/** The reviews come after all listings, in the order of their file. */
export async function writeReviews(deps: Deps, { folder, writer }: Writing): Promise<WrittenResult> {
  const { reviews } = folder.files
  if (!reviews) return ok()
  const listingIds = new Map<string, ListingId>()
  const batches = writer.batches<ReviewRow<FolderListing>>(folder.listings.size, async (tx, rows) => {
    await learnIds(tx, listingIds, rows)
    const known = rows.flatMap((row) => importedReview(row, listingIds.get(row.listingSourceId)))
    const saved = await saveImportedReviews(tx, deps, { source: sourceName, reviews: known })
    return { reviewsCreated: saved.created, reviewsUpdated: saved.updated, reviewsUnchanged: saved.unchanged }
  })
  const outcome = await readAgain(reviews, folder.hashes.reviews, async (row) => {
    const review = parseReview(row, folder.listings)
    return review.ok ? batches.add(() => review.value) : ok()
  })
  return outcome.ok ? batches.flush() : outcome
}

async function learnIds(tx: Tx, listingIds: Map<string, ListingId>, rows: readonly ReviewRow<unknown>[]): Promise<void> {
  const unknown = new Set(rows.map((row) => row.listingSourceId).filter((sourceId) => !listingIds.has(sourceId)))
  for (const [sourceId, id] of await findImported(tx, sourceName, [...unknown])) listingIds.set(sourceId, id)
}

function importedReview({ sourceId, author, body, postedOn }: ReviewRow<unknown>, listingId: ListingId | undefined): ImportedReview[] {
  return listingId ? [{ listingId, sourceId, authorName: author, body, postedOn, rating: null, categories: null }] : []
}

async function readAgain(
  file: SourceFile,
  sha256: string,
  onRow: (row: Row) => Promise<Result<unknown, WriteError>>,
): Promise<WrittenResult> {
  const read = await readCsv<WriteError>(file.path, {
    required: [],
    mayBeEmpty: true,
    onRows: async (rows) => {
      for (const row of rows) {
        const outcome = await onRow(row)
        if (!outcome.ok) return outcome
      }
      return ok()
    },
  })
  const changed = { code: 'folder_changed', file: path.basename(file.path) } as const
  if (!read.ok) return read.error.code === 'broken_file' ? err(changed) : err(read.error)
  return read.value.sha256 === sha256 ? ok() : err(changed)
}
