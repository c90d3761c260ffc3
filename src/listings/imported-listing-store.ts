import type { ListingId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'

/** Ids by the ids at the source; those that were never imported are left out. */
export async function selectImportedIds(db: Db | Tx, source: string, sourceIds: readonly string[]): Promise<Map<string, ListingId>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('listing')
    .select(['id', 'source_id'])
    .where('source', '=', source)
    .where('source_id', 'in', sourceIds)
    .execute()
  return new Map(rows.map((row) => [row.source_id ?? '', row.id]))
}
