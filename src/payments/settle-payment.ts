import assert from 'node:assert/strict'
import type { PaymentId } from '../kernel/ids.ts'
import { sameMoney } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { account } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Deps, TxDeps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import { facts } from './facts.ts'
import type { Payment, PaymentState } from './payment.ts'
import type { IntentTruth, SessionTruth } from './provider.ts'
import { savePaymentState, selectPayment } from './store.ts'

/** The provider never made a page for it, and never will: as good as expired. */
export type NeverOpened = Readonly<{ status: 'never_opened' }>

type Truth = SessionTruth | IntentTruth | NeverOpened

const attemptsMax = 10

/**
 * Brings a payment to what the provider says of it now (asked for just before, never taken from a webhook's body). A
 * decision is written exactly once, together with the ledger's charge and its announcement.
 */
export async function settlePayment(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  paymentId: PaymentId,
  truth: Truth,
): Promise<Payment['state']> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const settled = await inTransaction(deps.db, (tx) => settleOnce(tx, deps, { paymentId, truth }))
    if (settled.ok) return settled.value
  }
  throw new Error(`the payment ${paymentId} changes faster than it can be settled`)
}

type Settling = { paymentId: PaymentId; truth: Truth }

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
    await post(tx, deps, { fact: facts.charge(paymentId), reason: 'charge', bookingId, postings })
  }
  const until = next.state === 'authorised' ? { captureBefore: next.captureBefore } : {}
  await announce(tx, deps, { type: `payment.${next.state}`, bookingId, paymentId, amount, ...until })
  return ok(next.state)
}

type Decision = Extract<PaymentState, { state: 'authorised' | 'succeeded' | 'voided' | 'expired' }>

/** Nothing when the truth decides nothing, or nothing new. Money that has arrived is never denied, however late. */
function nextState(payment: Payment, truth: Truth): Decision | undefined {
  switch (truth.status) {
    case 'open':
    case 'waiting':
      return undefined
    case 'expired':
    case 'never_opened':
      return endedUnpaid(payment, truth)
    default:
      return moneyOf(payment, truth)
  }
}

function endedUnpaid(payment: Payment, truth: Extract<Truth, { status: 'expired' | 'never_opened' }>): Decision | undefined {
  const { state } = payment
  if (state !== 'opening' && state !== 'open' && state !== 'failed') return undefined
  const sessionId = 'sessionId' in truth ? truth.sessionId : null
  // Another page for the same payment may still be open.
  if (state === 'open' && payment.sessionId !== sessionId) return undefined
  return { state: 'expired', sessionId }
}

/** Set aside, then taken or let go of. What was let go of is never set aside again, and what was taken stays so. */
function moneyOf(
  payment: Payment,
  truth: Extract<Truth, { intentId: string; status: 'paid' | 'authorised' | 'voided' }>,
): Decision | undefined {
  const { intentId } = truth
  assert(truth.amount && sameMoney(truth.amount, payment.amount), `the payment ${payment.id} was paid with another amount`)
  if ('intentId' in payment) assert.equal(intentId, payment.intentId, `the payment ${payment.id} was paid twice`)
  const sessionId = 'sessionId' in truth ? truth.sessionId : 'sessionId' in payment ? payment.sessionId : null
  // Which page it was paid on is still on its way to us, and comes with it.
  if (sessionId === null || payment.state === 'succeeded') return undefined
  if (truth.status === 'paid') return { state: 'succeeded', sessionId, intentId }
  if (payment.state === 'voided') return undefined
  // What ended before it was ever set aside went down with its page, and the page says so.
  if (truth.status === 'voided' && !('sessionId' in truth) && !('captureBefore' in payment)) return undefined
  if (truth.status === 'voided') return { state: 'voided', sessionId, intentId }
  return 'captureBefore' in payment ? undefined : { state: 'authorised', sessionId, intentId, captureBefore: truth.captureBefore }
}
