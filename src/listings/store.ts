import type { Selectable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import type { HostId, ListingId, UnitId } from '../kernel/ids.ts'
import type { Zone } from '../kernel/zone.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'
import { prepared, type Ask } from '../platform/prepared.ts'
import { pieces } from '../platform/pieces.ts'
import type { Flag, Tables } from '../platform/tables.ts'
import type { PolicyRef } from './cancellation-policy.ts'
import { isOpenFact, type OpenFact } from './draft.ts'
import type { BareListing, Listing, ListingState, Point } from './listing.ts'
import type { ListingFacts } from './listing-facts.ts'
import { parsePhoto } from './photo.ts'
import { selectRooms } from './room-store.ts'

export async function selectUnits(db: Db | Tx, listingId: ListingId): Promise<UnitId[]> {
  return (await unitsOfListing(db, { listingId })).rows.map((row) => row.id)
}

const unitsOfListing = prepared((db, ask: Ask<{ listingId: ListingId }>) =>
  db.selectFrom('unit').select('id').where('listing_id', '=', ask('listingId')).orderBy('position'),
)

/** Whole listings: rows, then rooms, units, amenities and photos of all of them together. */
export async function selectListings(db: Db | Tx, ids: readonly ListingId[]): Promise<Listing[]> {
  const rows = await db.selectFrom('listing').selectAll().where('id', 'in', ids).execute()
  const units = await db.selectFrom('unit').select(['id', 'listing_id']).where('listing_id', 'in', ids).orderBy('position').execute()
  const amenities = await db.selectFrom('listing_amenity').selectAll().where('listing_id', 'in', ids).orderBy('amenity').execute()
  const photos = await db.selectFrom('photo').selectAll().where('listing_id', 'in', ids).orderBy('position').execute()
  const rooms = await selectRooms(db, ids)
  const of = (id: ListingId) => (row: { listing_id: ListingId }) => row.listing_id === id
  return rows.map((row) => ({
    ...toListing(row),
    rooms: rooms.filter(({ listingId }) => listingId === row.id).map(({ name, note, beds }) => ({ name, note, beds })),
    unitIds: units.filter(of(row.id)).map((unit) => unit.id),
    amenities: amenities.filter(of(row.id)).map(({ amenity }) => amenity),
    photos: photos.filter(of(row.id)).map(parsePhoto),
  }))
}

export async function selectBareListing(db: Db | Tx, id: ListingId): Promise<BareListing | undefined> {
  return (await listingById(db, { id })).rows.map(toListing)[0]
}

const listingById = prepared((db, ask: Ask<{ id: ListingId }>) => db.selectFrom('listing').selectAll().where('id', '=', ask('id')))

function toListing(row: Selectable<Tables['listing']>): BareListing {
  return {
    id: row.id,
    hostId: row.host_id,
    state: row.state,
    title: row.title,
    summary: row.summary,
    description: row.description,
    houseRules: row.house_rules,
    placeType: row.place_type,
    propertyType: row.property_type,
    country: row.country,
    region: row.region,
    town: row.town,
    neighbourhood: row.neighbourhood,
    address: row.address,
    exact: { lat: row.lat, lng: row.lng },
    blurred: { lat: row.blur_lat, lng: row.blur_lng },
    zone: row.zone,
    capacity: row.capacity,
    bedrooms: row.bedrooms,
    beds: row.beds,
    bathrooms: row.bathroom_halves / 2,
    petsMax: row.pets_max,
    instantBook: row.instant_book === 1,
    policy: row.policy as PolicyRef,
    checkInFrom: row.check_in_from,
    checkOutBy: row.check_out_by,
    nightsMin: row.nights_min,
    nightsMax: row.nights_max,
    currency: row.currency,
    source: row.source,
    sourceHash: row.source_hash,
    unsaid: row.unsaid.split(' ').filter(isOpenFact),
    version: row.version,
  }
}

/** What writing needs to know of a listing that is there already. */
export type StoredListing = Readonly<{ id: ListingId; hostId: HostId; state: ListingState; blurred: Point; sourceHash: string | null }>

export async function findStored(tx: Tx, by: { id: ListingId } | { source: string; sourceId: string }): Promise<StoredListing | undefined> {
  const query = tx.selectFrom('listing').select(['id', 'host_id', 'state', 'blur_lat', 'blur_lng', 'source_hash'])
  const found = 'id' in by ? query.where('id', '=', by.id) : query.where('source', '=', by.source).where('source_id', '=', by.sourceId)
  const row = await found.executeTakeFirst()
  return (
    row && {
      id: row.id,
      hostId: row.host_id,
      state: row.state,
      blurred: { lat: row.blur_lat, lng: row.blur_lng },
      sourceHash: row.source_hash,
    }
  )
}

/** Facts, and what follows from where the home is. */
type Placed = { facts: ListingFacts; unsaid: readonly OpenFact[]; zone: Zone; blurred: Point; hostId: HostId }

export async function insertListing(
  tx: Tx,
  id: ListingId,
  listing: Placed & { source: { name: string; id: string; hash: string } | null; now: Instant },
): Promise<void> {
  const { source, now } = listing
  const origin = { source: source?.name ?? null, source_id: source?.id ?? null, source_hash: source?.hash ?? null }
  await tx
    .insertInto('listing')
    .values({ id, state: 'draft', ...toColumns(listing), ...origin, version: 1, created_at: now, updated_at: now })
    .execute()
}

/** Comes first in every transaction that changes a listing after reading it: the row lock makes the others wait. False when there is none. */
export async function touchListing(tx: Tx, id: ListingId, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('listing')
    .set((update) => ({ version: update('version', '+', 1), updated_at: now }))
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function updateListing(tx: Tx, id: ListingId, listing: Placed & { sourceHash: string | null }): Promise<void> {
  await tx
    .updateTable('listing')
    .set({ ...toColumns(listing), source_hash: listing.sourceHash })
    .where('id', '=', id)
    .execute()
}

export async function updateState(tx: Tx, id: ListingId, state: ListingState): Promise<void> {
  await tx.updateTable('listing').set({ state }).where('id', '=', id).execute()
}

/** Shown to nobody, without its door and its host's own words. */
export async function retireListing(tx: Tx, id: ListingId, now: Instant): Promise<void> {
  await tx
    .updateTable('listing')
    .set((set) => ({
      state: 'draft' as const,
      address: null,
      summary: '',
      description: '',
      house_rules: '',
      lat: set.ref('blur_lat'),
      lng: set.ref('blur_lng'),
      updated_at: now,
      version: set('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

export async function replaceAmenities(tx: Tx, listingId: ListingId, amenities: readonly string[]): Promise<void> {
  await tx.deleteFrom('listing_amenity').where('listing_id', '=', listingId).execute()
  const rows = [...new Set(amenities)].map((amenity) => ({ listing_id: listingId, amenity }))
  for (const piece of pieces(rows)) await tx.insertInto('listing_amenity').values(piece).execute()
}

export async function insertUnits(
  tx: Tx,
  listingId: ListingId,
  units: readonly { id: UnitId; position: number; name: string }[],
): Promise<void> {
  const rows = units.map((unit) => ({ ...unit, listing_id: listingId }))
  if (rows.length > 0) await tx.insertInto('unit').values(rows).execute()
}

/** How many listings a host has, and how many of them are shown. */
export async function countListings(db: Db | Tx, hostId: HostId): Promise<{ all: number; published: number }> {
  const rows = await db
    .selectFrom('listing')
    .select(['state', (select) => select.fn.countAll().as('count')])
    .where('host_id', '=', hostId)
    .groupBy('state')
    .execute()
  const counts = rows.map(({ state, count }) => ({ state, count: wholeNumber(count) }))
  return {
    all: counts.reduce((sum, { count }) => sum + count, 0),
    published: counts.find(({ state }) => state === 'published')?.count ?? 0,
  }
}

function toColumns({ facts, unsaid, zone, blurred, hostId }: Placed) {
  return {
    unsaid: [...unsaid].join(' '),
    host_id: hostId,
    title: facts.title,
    summary: facts.summary,
    description: facts.description,
    house_rules: facts.houseRules,
    place_type: facts.placeType,
    property_type: facts.propertyType,
    country: facts.country,
    region: facts.region,
    town: facts.town,
    neighbourhood: facts.neighbourhood,
    address: facts.address,
    lat: facts.exact.lat,
    lng: facts.exact.lng,
    blur_lat: blurred.lat,
    blur_lng: blurred.lng,
    zone,
    capacity: facts.capacity,
    bedrooms: facts.bedrooms,
    beds: facts.beds,
    bathroom_halves: facts.bathrooms * 2,
    pets_max: facts.petsMax,
    instant_book: toFlag(facts.instantBook),
    policy: facts.policy,
    check_in_from: facts.checkInFrom,
    check_out_by: facts.checkOutBy,
    nights_min: facts.nightsMin,
    nights_max: facts.nightsMax,
    currency: facts.currency,
  }
}

const toFlag = (value: boolean): Flag => (value ? 1 : 0)

export async function selectAnyListing(db: Db | Tx): Promise<ListingId | undefined> {
  return (await db.selectFrom('listing').select('id').limit(1).executeTakeFirst())?.id
}

export type HostsPage = Readonly<{ after: ListingId | null; limit: number; state?: ListingState }>

/** A host's listings in order of id, which is the order they were made in. */
export async function selectHostsListingIds(db: Db | Tx, hostId: HostId, { after, limit, state }: HostsPage): Promise<ListingId[]> {
  const query = db.selectFrom('listing').select('id').where('host_id', '=', hostId).orderBy('id').limit(limit)
  // By lower(), which no index knows: else SQLite walks through all that the market has published, not through the host's few.
  const some = state ? query.where((e) => e(e.fn<string>('lower', ['state']), '=', state)) : query
  const rows = await some.where('id', '>', after ?? ('' as ListingId)).execute()
  return rows.map(({ id }) => id)
}
