import type { ListingId, UnitId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { selectUnits } from './store.ts'

/** The listing's interchangeable units, in the host's order. */
export const unitsOf = (db: Db | Tx, listingId: ListingId): Promise<UnitId[]> => selectUnits(db, listingId)
