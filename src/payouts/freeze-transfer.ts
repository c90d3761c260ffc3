import type { BookingId } from '../kernel/ids.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { settleAt } from './plan-transfer.ts'
import { deleteFreeze, insertFreeze } from './plan-store.ts'

/**
 * Keeps a booking's money from going to its host until `releaseTransfer` is called with the same reason ('dispute:<id>'); what
 * has gone already stays gone. Several reasons may hold at once. Called again it changes nothing.
 */
export async function freezeTransfer(tx: Tx, { clock }: Pick<TxDeps, 'clock'>, bookingId: BookingId, reason: string): Promise<void> {
  await insertFreeze(tx, { bookingId, reason, at: clock.now() })
}

/** Takes one reason away. With the last of them gone, the money goes by itself if it is due. */
export async function releaseTransfer(tx: Tx, deps: TxDeps, bookingId: BookingId, reason: string): Promise<void> {
  await deleteFreeze(tx, bookingId, reason)
  await settleAt(tx, deps, bookingId)
}
