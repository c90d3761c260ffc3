import { z } from 'zod'
import { write } from '../platform/db.ts'
import { idWire } from '../platform/wire.ts'
import { bookingById } from '../bookings/find-booking.ts'
import { checkAccount, waitingMax } from './check-account.ts'
import type { PayoutDeps } from './payout-deps.ts'
import { planTransfer, settleAt } from './plan-transfer.ts'
import { selectFirstStays } from './plan-store.ts'
import { handleEvent } from './receive-event.ts'
import { settleBooking } from './settle-booking.ts'

/** What paying hosts wants to hear of, and the job that it becomes. Whatever moves a host's share of a booking leads to `payouts.settle`. */
export const payoutSubscriptions = [
  { name: 'payouts.plan', type: 'booking.confirmed', job: 'payouts.plan' },
  { name: 'payouts.altered', type: 'booking.altered', job: 'payouts.settle' },
  { name: 'payouts.first_stay', type: 'booking.completed', job: 'payouts.first_stay' },
  { name: 'payouts.cancelled', type: 'booking.cancelled', job: 'payouts.settle' },
  { name: 'payouts.no_show', type: 'booking.no_show', job: 'payouts.settle' },
  { name: 'payouts.refund_failed', type: 'refund.failed', job: 'payouts.settle' },
  { name: 'payouts.refunded', type: 'refund.succeeded', job: 'payouts.settle' },
  { name: 'payouts.dispute_won', type: 'dispute.won', job: 'payouts.settle' },
  { name: 'payouts.dispute_borne', type: 'dispute.borne', job: 'payouts.settle' },
] as const

const bookingPayload = z.object({ bookingId: idWire<'booking'>() })
const hostPayload = z.object({ hostId: idWire<'host'>() })
const eventPayload = z.object({
  eventId: z.string(),
  subject: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('account'), accountId: z.string() }),
      z.object({ kind: z.literal('bank_payout'), accountId: z.string(), providerId: z.string() }),
    ])
    .nullable(),
})

/** Each runs at least once, in any order with the others, and stands being run again. */
export const payoutJobs = (deps: PayoutDeps): Record<string, (payload: unknown) => Promise<void>> => ({
  'payouts.plan': (payload) => planTransfer(deps, bookingPayload.parse(payload)),
  'payouts.settle': (payload) => settleBooking(deps, bookingPayload.parse(payload)),
  'payouts.first_stay': (payload) => afterFirstStay(deps, bookingPayload.parse(payload)),
  'payouts.check_account': async (payload) => void (await checkAccount(deps, hostPayload.parse(payload))),
  'payouts.event': (payload) => handleEvent(deps, eventPayload.parse(payload)),
})

/** Somebody has stayed and left: what waited for just that is looked at again. */
async function afterFirstStay(deps: PayoutDeps, { bookingId }: z.output<typeof bookingPayload>): Promise<void> {
  const booking = await bookingById(deps.db, bookingId)
  if (!booking) return
  await write(deps.db, async (tx) => {
    for (const plan of await selectFirstStays(tx, booking.hostId, waitingMax)) await settleAt(tx, deps, plan.bookingId)
  })
}
