import type { Tx } from '../../platform/db.ts'
import type { TxDeps } from '../../platform/deps.ts'
import type { DisputeId } from './dispute.ts'
import { markBorne } from './store.ts'

/** It is settled who bears what a bank has taken back for good, in this very transaction: the rest of the money may go. */
export async function bearDispute(tx: Tx, { clock }: Pick<TxDeps, 'clock'>, disputeId: DisputeId): Promise<void> {
  await markBorne(tx, disputeId, clock.now())
}
