import assert from 'node:assert/strict'
import type { PaymentId } from '../kernel/ids.ts'
import { sameMoney } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { account } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { Payment, PaymentState } from './payment.ts'
import type { SessionTruth } from './provider.ts'
import { savePaymentState, selectPayment } from './store.ts'

/** The provider never made a page for it, and never will: as good as expired. */
export type NeverOpened = Readonly<{ status: 'never_opened' }>

const attemptsMax = 10

/**
 * Brings a payment to what the provider says of it now (asked for just before, never taken from a webhook's body). A
 * decision is written exactly once, together with the ledger's charge and its announcement.
 */
export async function settlePayment(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  paymentId: PaymentId,
  truth: SessionTruth | NeverOpened,
): Promise<Payment['state']> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const settled = await inTransaction(deps.db, (tx) => settleOnce(tx, deps, { paymentId, truth }))
    if (settled.ok) return settled.value
  }
  throw new Error(`the payment ${paymentId} changes faster than it can be settled`)
}

type Settling = { paymentId: PaymentId; truth: SessionTruth | NeverOpened }

async function settleOnce(
  tx: Tx,
  deps: TxDeps,
  { paymentId, truth }: Settling,
): Promise<Result<Payment['state'], { code: 'payment_changed' }>> {
  const payment = await selectPayment(tx, paymentId)
  assert(payment, `no payment ${paymentId}`)
  const next = nextState(payment, truth)
  if (!next) return ok(payment.state)
  if (!(await savePaymentState(tx, payment, next))) return err({ code: 'payment_changed' })
  const { bookingId, amount } = payment
  if (next.state === 'succeeded') {
    const postings = [{ debit: account.provider, credit: account.booking(bookingId), amount }]
    await post(tx, deps, { fact: `charge:${paymentId}`, reason: 'charge', bookingId, postings })
  }
  await announce(tx, deps, { type: `payment.${next.state}`, bookingId, paymentId, amount })
  return ok(next.state)
}

type Decision = Extract<PaymentState, { state: 'succeeded' | 'expired' }>

/** Nothing when the truth decides nothing, or nothing new. Money that has arrived is never denied, however late. */
function nextState(payment: Payment, truth: SessionTruth | NeverOpened): Decision | undefined {
  if (truth.status === 'paid') {
    const { sessionId, intentId } = truth
    assert(truth.amount && sameMoney(truth.amount, payment.amount), `the payment ${payment.id} was paid with another amount`)
    if (payment.state !== 'succeeded') return { state: 'succeeded', sessionId, intentId }
    assert.equal(intentId, payment.intentId, `the payment ${payment.id} was paid twice`)
    return undefined
  }
  const isDecided = payment.state === 'succeeded' || payment.state === 'expired'
  if (isDecided || truth.status === 'open' || truth.status === 'waiting') return undefined
  const sessionId = truth.status === 'expired' ? truth.sessionId : null
  // Another page for the same payment may still be open.
  if (payment.state === 'open' && payment.sessionId !== sessionId) return undefined
  return { state: 'expired', sessionId }
}
