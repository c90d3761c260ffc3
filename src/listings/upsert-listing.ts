import lookUpZone from 'tz-lookup'
import type { HostId, ListingId, UnitId } from '../kernel/ids.ts'
import type { Random } from '../kernel/random.ts'
import { parseZone, type Zone } from '../kernel/zone.ts'
import type { Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { blurMetresMax, blurredPoint, metresBetween } from './blurred-point.ts'
import type { OpenFact } from './draft.ts'
import type { Point } from './listing.ts'
import type { ListingFacts } from './listing-facts.ts'
import { replaceRooms } from './room-store.ts'
import { findStored, insertListing, insertUnits, replaceAmenities, selectUnits, touchListing, updateListing } from './store.ts'

/** Where a listing was imported from. `hash` stands for all that was read: the same hash again changes nothing. */
export type Source = Readonly<{ name: string; id: string; hash: string }>

export type ListingInput = Readonly<{
  hostId: HostId
  /** Finds the listing that the same import made before. Null makes a new one. */
  source: Source | null
  facts: ListingFacts
  /** What of them nobody has said; nothing when left out. */
  unsaid?: readonly OpenFact[]
  /** One for each interchangeable unit; a single nameless one when left out. */
  unitNames?: readonly string[]
}>

export type UpsertOutcome = Readonly<{ listingId: ListingId; unitIds: readonly UnitId[]; change: 'created' | 'updated' | 'unchanged' }>

type UpsertDeps = Pick<Deps, 'clock' | 'ids' | 'random'>

/**
 * Makes a listing, as a draft, or brings the one from the same source up to date; its state is left alone. Units are added
 * when there are more names than before and never taken away: somebody may have booked them.
 */
export async function upsertListing(
  tx: Tx,
  deps: UpsertDeps,
  { hostId, source, facts, unsaid = [], unitNames = [''] }: ListingInput,
): Promise<UpsertOutcome> {
  const stored = source && (await findStored(tx, { source: source.name, sourceId: source.id }))
  if (stored && stored.sourceHash === source.hash) {
    return { listingId: stored.id, unitIds: await selectUnits(tx, stored.id), change: 'unchanged' }
  }
  const listingId = stored?.id ?? deps.ids.next<'listing'>()
  if (stored) await rewriteFacts(tx, deps, { listingId, facts, hostId, sourceHash: source.hash })
  else await insertListing(tx, listingId, { ...placed(facts, undefined, deps.random), unsaid, hostId, source, now: deps.clock.now() })
  // No source tells rooms: what a host has said of them since stays.
  if (!stored) await replaceRooms(tx, listingId, facts.rooms)
  await replaceAmenities(tx, listingId, facts.amenities)
  const unitIds = await addUnits(tx, deps, listingId, unitNames)
  await announce(tx, deps, { type: 'listing.changed', listingId })
  return { listingId, unitIds, change: stored ? 'updated' : 'created' }
}

type Rewrite = { listingId: ListingId; facts: ListingFacts; hostId: HostId; sourceHash: string }

async function rewriteFacts(tx: Tx, { clock, random }: UpsertDeps, { listingId, ...rest }: Rewrite): Promise<void> {
  await touchListing(tx, listingId, clock.now())
  const stored = await findStored(tx, { id: listingId })
  await updateListing(tx, listingId, { ...rest, unsaid: [], ...placed(rest.facts, stored?.blurred, random) })
}

/** Facts, and what follows from where the home is. @param blurred the point that is stored already */
export function placed(facts: ListingFacts, blurred: Point | undefined, random: Random) {
  return { facts, zone: facts.zone ?? zoneAt(facts.exact), blurred: blurFor(facts.exact, blurred, random) }
}

/** The stored point stays, whatever small corrections the exact one sees: drawing again would tell more. Only a home that really moved gets another. */
function blurFor(exact: Point, stored: Point | undefined, random: Random): Point {
  return stored && metresBetween(exact, stored) <= blurMetresMax ? stored : blurredPoint(exact, random)
}

function zoneAt({ lat, lng }: Point): Zone {
  const zone = parseZone(lookUpZone(lat, lng))
  if (!zone.ok) throw new Error(`tz-lookup names a zone that this machine does not know: ${zone.error.text}`)
  return zone.value
}

async function addUnits(tx: Tx, { ids }: UpsertDeps, listingId: ListingId, names: readonly string[]): Promise<readonly UnitId[]> {
  const before = await selectUnits(tx, listingId)
  const added = names.slice(before.length).map((name, index) => ({ id: ids.next<'unit'>(), name, position: before.length + index }))
  await insertUnits(tx, listingId, added)
  return [...before, ...added.map(({ id }) => id)]
}
