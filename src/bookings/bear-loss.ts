import { idFrom, type BookingId, type Id } from '../kernel/ids.ts'
import { money, split, type Money } from '../kernel/money.ts'
import { ok } from '../kernel/result.ts'
import { account } from '../ledger/accounts.ts'
import { moneyOfBookings, noMoney } from '../ledger/booking-money.ts'
import { post } from '../ledger/post.ts'
import { bearDispute } from '../payments/disputes/bear-dispute.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { wasPaid, type Booking } from './booking.ts'
import { givenBackOf } from './find-given-back.ts'
import { insertGivenBack } from './given-back-store.ts'
import { givenByLoss, type Borne } from './loss-policy.ts'
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
    const { borne, lost } = shared(missing, { host, hostFees, guestFees, tax })
    const parts = [...(booking ? debitsOf(booking, borne) : []), { debit: account.disputesLost, minor: lost }]
    const postings = parts.map(({ debit, minor }) => ({ debit, credit: account.booking(bookingId), amount: money(minor, amount.currency) }))
    if (booking && wasPaid(booking.state)) await noteLoss(tx, deps, booking, { disputeId, amount, borne })
    const fact = { fact: `dispute-borne:${disputeId}`, reason: 'dispute_borne', ...(booking ? { bookingId } : {}) }
    if (missing.minor > 0) await post(tx, deps, { ...fact, postings })
    await bearDispute(tx, deps, disputeId)
    await announce(tx, deps, { type: 'dispute.borne', bookingId, disputeId })
    await job.finish(tx)
    return ok()
  })
}

const partNames = ['host', 'hostFees', 'guestFees', 'tax'] as const

const debitsOf = ({ hostId }: Booking, { host, hostFees, guestFees, tax }: Borne) => [
  { debit: account.host(hostId), minor: host },
  { debit: account.hostFees, minor: hostFees },
  { debit: account.guestFees, minor: guestFees },
  { debit: account.tax, minor: tax },
]

/** Nobody gives more than they have of it. */
function shared(missing: Money, has: Borne): { borne: Borne; lost: number } {
  const weights = partNames.map((name) => Math.max(0, has[name]))
  const there = weights.reduce((sum, minor) => sum + minor, 0)
  const given = money(Math.min(there, missing.minor), missing.currency)
  const amounts = given.minor === 0 ? [] : split(given, weights)
  const [host = 0, hostFees = 0, guestFees = 0, tax = 0] = amounts.map(({ minor }) => minor)
  return { borne: { host, hostFees, guestFees, tax }, lost: missing.minor - given.minor }
}

type Noted = Pick<Lost, 'disputeId' | 'amount'> & Readonly<{ borne: Borne }>

/** What the guest has through their bank they are not given again. */
async function noteLoss(tx: Tx, deps: Deps, booking: Booking, { disputeId, amount, borne }: Noted): Promise<void> {
  const given = givenByLoss(booking.snapshot.quote, await givenBackOf(tx, booking), { lost: amount.minor, borne })
  await insertGivenBack(tx, {
    id: idFrom<'booking_refund'>(`dispute:${disputeId}`),
    bookingId: booking.id,
    kind: 'dispute',
    by: 'guest',
    operatorId: null,
    reason: null,
    amount,
    given,
    at: deps.clock.now(),
  })
}
