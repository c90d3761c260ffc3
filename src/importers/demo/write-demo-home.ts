import { createHash } from 'node:crypto'
import { blockNights } from '../../calendar/block-nights.ts'
import { replaceImported } from '../../calendar/import-ranges.ts'
import { addDays, type CalendarDate } from '../../kernel/calendar-date.ts'
import type { HostId, ListingId } from '../../kernel/ids.ts'
import { seededRandom } from '../../kernel/random.ts'
import { parseListingFacts, type ListingFacts } from '../../listings/listing-facts.ts'
import { publishListing } from '../../listings/publish-listing.ts'
import { upsertListing } from '../../listings/upsert-listing.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { replaceOverrides, savePlan } from '../../pricing/plans.ts'
import type { PricePlan } from '../../pricing/price-plan.ts'
import { saveImportedReviews } from '../../reviews/save-imported-reviews.ts'
import { merrowCoast, merrowTowns } from '../../search/merrow-coast.ts'
import { demoSeasons, takenElsewhere } from './demo-calendar.ts'
import { elsewhereFrom } from './demo-stays.ts'
import type { DemoHome, DemoPrice } from './demo-home.ts'
import { reviewsOf } from './demo-reviews.ts'

export const demoSource = 'demo'

type Input = { home: DemoHome; hostId: HostId; today: CalendarDate }

/** Writes one home with all that belongs to it but its pictures, and shows it; does nothing when it is there. */
export async function writeDemoHome(tx: Tx, deps: Pick<Deps, 'clock' | 'ids' | 'random'>, { home, hostId, today }: Input): Promise<void> {
  const source = { name: demoSource, id: home.slug, hash: createHash('sha256').update(JSON.stringify(home)).digest('hex') }
  const several = home.unitNames ? { unitNames: [...home.unitNames] } : {}
  const { listingId, unitIds, change } = await upsertListing(tx, deps, { hostId, source, facts: factsOf(home), ...several })
  if (change === 'unchanged') return
  await savePlan(tx, deps, listingId, planOf(home.price, home.sleeps.capacity))
  await replaceOverrides(tx, deps, listingId, demoSeasons(today, home.price))
  const random = seededRandom(seedOf(home.slug))
  for (const unitId of unitIds) {
    await replaceImported(tx, deps, {
      listingId,
      unitId,
      source: demoSource,
      ranges: takenElsewhere(today, random, elsewhereFrom(home.slug)),
    })
    const sweep = addDays(today, Math.max(20, elsewhereFrom(home.slug)) + random.below(40))
    await blockNights(tx, { unitId, range: { from: sweep, until: addDays(sweep, 1) } })
  }
  await writeReviews(tx, deps, { home, listingId, today })
  await publishListing(tx, deps, listingId)
}

type Reviewed = { home: DemoHome; listingId: ListingId; today: CalendarDate }

async function writeReviews(tx: Tx, deps: Pick<Deps, 'clock' | 'ids'>, { home, listingId, today }: Reviewed): Promise<void> {
  const reviews = reviewsOf(home, today, seededRandom(seedOf(`${home.slug} stars`))).map((review) => ({ ...review, listingId }))
  await saveImportedReviews(tx, deps, { source: demoSource, reviews })
}

export function factsOf(home: DemoHome): ListingFacts {
  const town = merrowTowns.find(({ name }) => name === home.town)
  if (!town) throw new Error(`${home.town} is no town of the coast`)
  const facts = parseListingFacts({
    placeType: 'entire',
    checkInFrom: '16:00',
    checkOutBy: '10:00',
    ...home,
    ...home.sleeps,
    amenities: home.amenities.split(' '),
    exact: { lat: town.lat + home.offset.lat, lng: town.lng + home.offset.lng },
    region: merrowCoast.name,
    zone: merrowCoast.zone,
    instantBook: true,
    currency: 'EUR',
  })
  if (!facts.ok) throw new Error(`${home.slug}: ${facts.error.field} ${facts.error.message}`)
  return facts.value
}

const planOf = (price: DemoPrice, capacity: number): PricePlan => ({
  baseMinor: price.night,
  weekendMinor: price.weekendNight,
  weeklyDiscountBp: price.weeklyDiscountBp,
  monthlyDiscountBp: 2 * price.weeklyDiscountBp,
  cleaningMinor: price.cleaning,
  guestsIncluded: price.extraGuest?.above ?? capacity,
  extraGuestMinor: price.extraGuest?.night ?? 0,
  petMinor: price.pet ?? 0,
})

const seedOf = (slug: string) => createHash('sha256').update(slug).digest().readUInt32BE(0)
