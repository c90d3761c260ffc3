import type { BookingId, Id } from '../kernel/ids.ts'
import { money, split, type Money } from '../kernel/money.ts'
import { ok } from '../kernel/result.ts'
import { account } from '../ledger/accounts.ts'
import { moneyOfBookings, noMoney } from '../ledger/booking-money.ts'
import { post, type Posting } from '../ledger/post.ts'
import { bearDispute } from '../payments/disputes/bear-dispute.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { findBooking, saveState } from './store.ts'

type Lost = Readonly<{ bookingId: BookingId; disputeId: Id<'dispute'>; amount: Money }>

/**
 * A bank has taken a payment back for good, out of the booking. What nobody has earned yet covers it first; then everybody who
 * had a part gives back in proportion, as with a refund; what is still missing the market has lost.
 * @throws when the booking changed meanwhile, so that the job runs again.
 */
export async function bearLoss(deps: Deps, { bookingId, disputeId, amount }: Lost, job: RunningJob): Promise<void> {
  const booking = await findBooking(deps.db, bookingId)
  await inTransaction(deps.db, async (tx) => {
    // Two losses of one booking must not give back the same twice: they meet at its version.
    if (booking && !(await saveState(tx, booking, booking.state))) throw new Error('the booking changed while its loss was shared')
    const found = booking && (await moneyOfBookings(tx, booking.hostId, [bookingId])).get(bookingId)
    const { held, host, hostFees, guestFees, tax } = found ?? { ...noMoney, held: -amount.minor }
    const missing = money(Math.max(0, -held), amount.currency)
    const parts = booking
      ? [
          { debit: account.host(booking.hostId), minor: host },
          { debit: account.hostFees, minor: hostFees },
          { debit: account.guestFees, minor: guestFees },
          { debit: account.tax, minor: tax },
        ]
      : []
    const postings = shared(missing, parts).map((part) => ({ ...part, credit: account.booking(bookingId) }))
    const fact = { fact: `dispute-borne:${disputeId}`, reason: 'dispute_borne', ...(booking ? { bookingId } : {}) }
    if (missing.minor > 0) await post(tx, deps, { ...fact, postings })
    await bearDispute(tx, deps, disputeId)
    await announce(tx, deps, { type: 'dispute.borne', bookingId, disputeId })
    await job.finish(tx)
    return ok()
  })
}

type Part = Readonly<{ debit: string; minor: number }>

/** Nobody gives more than they have of it. */
function shared(missing: Money, all: readonly Part[]): Omit<Posting, 'credit'>[] {
  const parts = all.filter(({ minor }) => minor > 0)
  const there = parts.reduce((sum, { minor }) => sum + minor, 0)
  const given = money(Math.min(there, missing.minor), missing.currency)
  const amounts =
    given.minor === 0
      ? []
      : split(
          given,
          parts.map(({ minor }) => minor),
        )
  const lost = { debit: account.disputesLost, amount: money(missing.minor - given.minor, missing.currency) }
  return [...amounts.map((amount, index) => ({ debit: parts[index]?.debit ?? account.disputesLost, amount })), lost]
}
