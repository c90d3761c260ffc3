import type { BookingId } from '../kernel/ids.ts'
import { write } from '../platform/db.ts'
import { decideTransfer } from './decide-transfer.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { selectPlan } from './plan-store.ts'
import { sendReversal } from './send-reversal.ts'
import { sendTransfer } from './send-transfer.ts'

const stepsMax = 10

/**
 * Brings what a booking's host has had in line with what they are owed for it: sends, fetches back or carries, until there is
 * nothing left to do for now. Harmless twice, and beside another that does the same: each step is written down before the
 * provider is asked, and asked for under its own key.
 */
export async function settleBooking(deps: PayoutDeps, { bookingId }: { bookingId: BookingId }): Promise<void> {
  for (let count = 0; count < stepsMax; count++) {
    const plan = await selectPlan(deps.db, bookingId)
    if (!plan) return
    const step = await write(deps.db, (tx) => decideTransfer(tx, deps, plan))
    if (step.do === 'nothing') return
    if (step.do === 'send') await sendTransfer(deps, bookingId)
    if (step.do === 'reverse') await sendReversal(deps, bookingId)
  }
  throw new Error(`the booking ${bookingId} is not settled after ${stepsMax} steps`)
}
