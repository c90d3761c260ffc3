import type { Instant } from '../kernel/clock.ts'
import type { ListingId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db } from '../platform/db.ts'

/** Published listings in order of id, those after `after`. */
export async function selectPublished(db: Db, after: ListingId | null, limit: number): Promise<{ id: ListingId; changedAt: Instant }[]> {
  const query = db.selectFrom('listing').select(['id', 'updated_at as changedAt']).where('state', '=', 'published')
  return (after === null ? query : query.where('id', '>', after)).orderBy('id').limit(limit).execute()
}

export async function countPublished(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('listing')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  return wholeNumber(count)
}
