import type { Selectable } from 'kysely'
import type { ListingId, UnitId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import type { PolicyCode } from './cancellation-policy.ts'
import type { Listing, Photo } from './listing.ts'

export async function selectUnits(db: Db | Tx, listingId: ListingId): Promise<UnitId[]> {
  const rows = await db.selectFrom('unit').select('id').where('listing_id', '=', listingId).orderBy('position').execute()
  return rows.map((row) => row.id)
}

/** Whole listings: rows, then units, amenities and photos of all of them together. */
export async function selectListings(db: Db | Tx, ids: readonly ListingId[]): Promise<Listing[]> {
  const rows = await db.selectFrom('listing').selectAll().where('id', 'in', ids).execute()
  const units = await db.selectFrom('unit').select(['id', 'listing_id']).where('listing_id', 'in', ids).orderBy('position').execute()
  const amenities = await db.selectFrom('listing_amenity').selectAll().where('listing_id', 'in', ids).orderBy('amenity').execute()
  const photos = await db.selectFrom('photo').selectAll().where('listing_id', 'in', ids).orderBy('position').execute()
  const of = (id: ListingId) => (row: { listing_id: ListingId }) => row.listing_id === id
  return rows.map((row) => ({
    ...toListing(row),
    unitIds: units.filter(of(row.id)).map((unit) => unit.id),
    amenities: amenities.filter(of(row.id)).map(({ amenity }) => amenity),
    photos: photos.filter(of(row.id)).map(toPhoto),
  }))
}

const toPhoto = ({ file_key: fileKey, alt, width, height, colour }: Selectable<Tables['photo']>): Photo => ({ fileKey, alt, width, height, colour })

function toListing(row: Selectable<Tables['listing']>): Omit<Listing, 'unitIds' | 'amenities' | 'photos'> {
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
    policy: row.policy as PolicyCode,
    checkInFrom: row.check_in_from,
    checkOutBy: row.check_out_by,
    nightsMin: row.nights_min,
    nightsMax: row.nights_max,
    currency: row.currency,
    source: row.source,
    version: row.version,
  }
}
