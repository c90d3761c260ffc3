import type { BookingId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { selectDisputesOf } from './store.ts'

/**
 * Whether a bank may still take this booking's money back, or has taken it and nobody bears it yet: until then the booking's
 * host is paid nothing of it.
 */
export async function isDisputed(db: Db | Tx, bookingId: BookingId): Promise<boolean> {
  return (await selectDisputesOf(db, bookingId)).some(({ state, borneAt }) => state === 'open' || (state === 'lost' && borneAt === null))
}
