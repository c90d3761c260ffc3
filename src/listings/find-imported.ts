import type { ListingId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { selectImportedIds } from './imported-listing-store.ts'

/** Our ids of listings from another market, by their ids there. Those that were never imported are left out. */
export const findImported = (db: Db | Tx, source: string, sourceIds: readonly string[]): Promise<Map<string, ListingId>> =>
  selectImportedIds(db, source, sourceIds)
