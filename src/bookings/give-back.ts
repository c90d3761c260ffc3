import { money } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { post, reversed, type Posting } from '../ledger/post.ts'
import { refundPayments } from '../payments/refund-payments.ts'
import type { Tx } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { JobId } from '../platform/enqueue.ts'
import { paymentsFor } from './apply-alteration.ts'
import type { Booking } from './booking.ts'
import { earned } from './booking-postings.ts'
import { insertGivenBack, type GivenBack } from './given-back-store.ts'
import type { Refund } from './refund.ts'

type GiveBack = Readonly<{
  booking: Booking
  refund: Refund
  back: Pick<GivenBack, 'id' | 'kind' | 'by' | 'operatorId' | 'reason'>
  /** Names the entry and the refund, once and for all. */
  fact: string
  why: string
}>

/**
 * Takes each party's share back into the booking's account, sends it to the guest from there, and notes of which lines it was.
 * Over several payments it goes back in several refunds: the first one's job is the answer, the others take their turn.
 * The caller has made sure, by the booking's version, that nobody else gives at the same time.
 */
export async function giveBack(tx: Tx, deps: Deps, { booking, refund, back, fact, why }: GiveBack): Promise<JobId | null> {
  const { total, given } = refund
  if (total.minor > 0 || back.reason !== null) {
    await insertGivenBack(tx, { ...back, bookingId: booking.id, amount: total, given, at: deps.clock.now() })
  }
  if (total.minor === 0) return null
  await post(tx, deps, { fact, reason: why, bookingId: booking.id, postings: givenBackPostings(booking, refund) })
  const reason = back.kind === 'cancellation' ? 'cancelled' : back.kind
  const paymentIds = await paymentsFor(tx, booking)
  const [first = null] = await refundPayments(tx, deps, { paymentIds, amount: total, reason, key: fact })
  return first
}

/** What the market adds comes out of its own account; what it has back goes there. */
export function givenBackPostings(booking: Booking, { shares, market }: Refund): Posting[] {
  const own = { debit: account.booking(booking.id), credit: account.goodwill, amount: money(Math.abs(market.minor), market.currency) }
  return [...reversed(earned(booking, shares)), ...(market.minor > 0 ? reversed([own]) : [own])]
}
