import { createHash } from 'node:crypto'
import { upsertImportedHost } from '../../accounts/upsert-imported-host.ts'
import { replaceImported } from '../../calendar/import-ranges.ts'
import type { NightRange } from '../../calendar/night-ranges.ts'
import { fromDayNumber } from '../../kernel/calendar-date.ts'
import { parseListingFacts, type ListingFacts } from '../../listings/listing-facts.ts'
import { findListing } from '../../listings/find-listing.ts'
import { publishListing } from '../../listings/publish-listing.ts'
import { upsertListing } from '../../listings/upsert-listing.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { replaceOverrides, savePlan } from '../../pricing/plans.ts'
import { saveImportedRating } from '../../reviews/save-imported-reviews.ts'
import type { RatingSummary } from '../../reviews/review.ts'
import type { Run } from './calendar-runs.ts'
import type { ListingRow } from './listing-row.ts'
import { settledPlace } from './place.ts'
import { pricesOf } from './prices.ts'
import type { Folder, FolderListing } from './read-folder.ts'

export const sourceName = 'inside-airbnb'

/** All that the folder says of one listing, ready to be written. */
export type FullListing = Readonly<{
  row: ListingRow
  facts: ListingFacts
  blocked: readonly NightRange[]
  prices: ReturnType<typeof pricesOf>
  rating: RatingSummary
}>

/** @param shiftDays by how many days the calendar moves */
export function fullListing(row: ListingRow, listing: FolderListing, folder: Folder, shiftDays: number): FullListing {
  const facts = parseListingFacts({ ...row.facts, ...settledPlace(row.place, folder.usualPlace, row.facts.neighbourhood ?? null) })
  if (!facts.ok) throw new Error(`a listing that was read well can't be written: ${facts.error.field} ${facts.error.message}`)
  const shifted = (run: Run) => ({ ...run, from: run.from + shiftDays, until: run.until + shiftDays })
  const counted = folder.files.reviews ? listing.reviews : row.rating
  return {
    row,
    facts: facts.value,
    blocked: listing.blocked
      .sorted()
      .map(shifted)
      .map(({ from, until }) => ({ from: fromDayNumber(from), until: fromDayNumber(until) })),
    prices: pricesOf(row.prices, listing.prices.sorted().map(shifted)),
    rating: { reviewCount: counted.count, latestOn: counted.latestOn, ratingHundredths: row.rating.hundredths },
  }
}

export type WrittenListing = Readonly<{
  outcome: 'created' | 'updated' | 'unchanged' | 'claimed'
  published: boolean
  /** Nights that the calendar wants and a guest has. */
  conflicts: number
}>

type WriteDeps = Pick<Deps, 'clock' | 'ids' | 'random'>

/** Writes one listing with its host, nights, prices and rating. What its host has claimed is the host's: it stays as it is. */
export async function writeListing(tx: Tx, deps: WriteDeps, listing: FullListing, publish: boolean): Promise<WrittenListing> {
  const { row, facts, prices } = listing
  const { sourceId, ...host } = row.host
  const { hostId, claimed } = await upsertImportedHost(tx, deps, { source: { name: sourceName, id: sourceId, hash: hashOf(host) }, host })
  if (claimed) return { outcome: 'claimed', published: false, conflicts: 0 }
  const source = { name: sourceName, id: row.sourceId, hash: hashOf({ ...listing, row: null, hostId }) }
  const { listingId, unitIds, change } = await upsertListing(tx, deps, { hostId, source, facts })
  const [unitId] = unitIds
  if (!unitId) throw new Error(`listing ${listingId} has no unit`)
  let conflicts = 0
  if (change !== 'unchanged') {
    if (prices) await savePlan(tx, deps, listingId, prices.plan)
    await replaceOverrides(tx, deps, listingId, prices?.overrides ?? [])
    const nights = await replaceImported(tx, deps, { listingId, unitId, source: sourceName, ranges: listing.blocked })
    conflicts = nights.conflicts.length
    await saveImportedRating(tx, deps, { listingId, rating: listing.rating })
  }
  // Without a price it would be had for nothing, so it stays a draft; and what its people have paused stays paused.
  const wanted = publish && prices !== undefined && (change === 'created' || (await findListing(tx, listingId))?.state === 'draft')
  if (wanted) await publishListing(tx, deps, listingId)
  return { outcome: change, published: wanted, conflicts }
}

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
