import assert from 'node:assert/strict'
import { sameMoney } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { account } from '../ledger/accounts.ts'
import { post, reversed } from '../ledger/post.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { openCase, settleCase } from './cases/open-case.ts'
import { facts } from './facts.ts'
import type { Payment, Refund, RefundId } from './payment.ts'
import type { RefundTruth } from './provider.ts'
import { saveRefund, selectPayment, selectRefund } from './store.ts'

const attemptsMax = 10

/**
 * Brings a refund to what the provider says of it now. The ledger counts the money as gone back from when the provider has
 * taken it; a bank may send it back weeks later, and then the reverse is booked.
 */
export async function settleRefund(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  refundId: RefundId,
  truth: RefundTruth,
): Promise<Refund['state']> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const settled = await inTransaction(deps.db, (tx) => settleOnce(tx, deps, { refundId, truth }))
    if (settled.ok) return settled.value
  }
  throw new Error(`the refund ${refundId} changes faster than it can be settled`)
}

type Settling = { refundId: RefundId; truth: RefundTruth }

async function settleOnce(
  tx: Tx,
  deps: TxDeps,
  { refundId, truth }: Settling,
): Promise<Result<Refund['state'], { code: 'refund_changed' }>> {
  const refund = await selectRefund(tx, refundId)
  const payment = refund && (await selectPayment(tx, refund.paymentId))
  assert(refund && payment, `no refund ${refundId}`)
  const next = nextRefund(refund, truth)
  if (next.state === refund.state && next.providerId === refund.providerId) return ok(refund.state)
  if (!(await saveRefund(tx, refund, next))) return err({ code: 'refund_changed' })
  await book(tx, deps, { refund, next, payment })
  if (next.state === refund.state) return ok(next.state)
  if (next.state === 'failed') {
    const known = { amount: refund.amount, ...(next.providerId === null ? {} : { reference: next.providerId }) }
    await openCase(tx, deps, { about: `refund:${refundId}`, kind: 'refund_failed', bookingId: payment.bookingId, facts: known })
  }
  const { bookingId, id: paymentId } = payment
  await announce(tx, deps, { type: `refund.${next.state}`, bookingId, paymentId, refundId, amount: refund.amount })
  return ok(next.state)
}

type NextRefund = Pick<Refund, 'state' | 'providerId'>

function nextRefund(refund: Refund, truth: RefundTruth): NextRefund {
  const { state, providerId } = refund
  if (state === 'failed') return { state, providerId }
  assert(sameMoney(truth.amount, refund.amount), `the provider sends back another amount for the refund ${refund.id}`)
  assert(providerId === null || providerId === truth.providerId, `the refund ${refund.id} was sent twice`)
  return { state: truth.status === 'pending' ? state : truth.status, providerId: truth.providerId }
}

/** Taken: out of the booking, into what the provider holds less. Failed after that: back again. */
async function book(
  tx: Tx,
  deps: TxDeps,
  { refund, next, payment }: { refund: Refund; next: NextRefund; payment: Payment },
): Promise<void> {
  const { bookingId } = payment
  const postings = [{ debit: account.booking(bookingId), credit: account.provider, amount: refund.amount }]
  const isTaken = refund.providerId !== null
  if (!isTaken && next.providerId !== null && next.state !== 'failed') {
    await post(tx, deps, { fact: facts.refund(refund.id), reason: 'refund', bookingId, postings })
    await settleCase(tx, deps, `refund:${refund.id}`)
    if (sameMoney(refund.amount, payment.amount)) await settleCase(tx, deps, `payment:${payment.id}`)
  }
  if (isTaken && next.state === 'failed') {
    await post(tx, deps, { fact: facts.refundFailed(refund.id), reason: 'refund_failed', bookingId, postings: reversed(postings) })
  }
}
