import type { Selectable } from 'kysely'
import type { ListingId } from '../kernel/ids.ts'
import type { AgreedPolicy, PolicyRef } from '../listings/cancellation-policy.ts'
import { findPoliciesBy } from '../listings/find-policies.ts'
import { parsePhoto, photoColumns, type Photo } from '../listings/photo.ts'
import type { Db } from '../platform/db.ts'
import { prepared, type Ask } from '../platform/prepared.ts'
import type { Tables } from '../platform/tables.ts'

const cardColumns = [
  'id',
  'title',
  'summary',
  'place_type',
  'property_type',
  'town',
  'neighbourhood',
  'capacity',
  'bedrooms',
  'beds',
  'bathroom_halves',
  'instant_book',
  'policy',
  'check_in_from',
  'zone',
  'blur_lat',
  'blur_lng',
] as const

export type Card = Readonly<{
  row: Pick<Selectable<Tables['listing']>, (typeof cardColumns)[number]>
  policy: AgreedPolicy
  rating: { average: number | null; count: number }
  cover: Photo | null
}>

type Of = { ids: readonly ListingId[] }

const selectCards = prepared((db, ask: Ask<Of>) =>
  db
    .selectFrom('listing')
    .leftJoin('listing_rating', 'listing_rating.listing_id', 'listing.id')
    .select(cardColumns.map((column) => `listing.${column}` as const))
    .select(['review_count', 'rating_hundredths'])
    .where('listing.id', 'in', ask('ids'))
    .where('listing.state', '=', 'published'),
)

const selectCovers = prepared((db, ask: Ask<Of>) =>
  db
    .selectFrom('photo')
    .select(['listing_id', ...photoColumns])
    .where('listing_id', 'in', ask('ids'))
    .where('position', '=', 0),
)

/** What lists show of published listings: their words, rating and first picture, in two queries however many. */
export async function cardsOf(db: Db, ids: readonly ListingId[]): Promise<Map<ListingId, Card>> {
  if (ids.length === 0) return new Map()
  const { rows } = await selectCards(db, { ids })
  const { rows: photos } = await selectCovers(db, { ids })
  const covers = new Map(photos.map((row) => [row.listing_id, parsePhoto(row)]))
  const policies = await findPoliciesBy(
    db,
    rows.map(({ policy }) => policy as PolicyRef),
  )
  return new Map(
    rows.flatMap(({ review_count: count, rating_hundredths: hundredths, ...row }) => {
      const rating = { average: hundredths === null ? null : hundredths / 100, count: count ?? 0 }
      const policy = policies.get(row.policy as PolicyRef)
      return policy ? [[row.id, { row, policy, rating, cover: covers.get(row.id) ?? null }]] : []
    }),
  )
}
