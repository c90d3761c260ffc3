import type { Instant } from '../kernel/clock.ts'
import type { BookingId, PaymentId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { enqueue, type JobId } from '../platform/enqueue.ts'
import { insertPayment } from './store.ts'

export type PaymentRequest = Readonly<{
  paymentId: PaymentId
  bookingId: BookingId
  amount: Money
  /** Manual: the guest's bank only sets the money aside, until `capturePayment` or `voidPayment` says what becomes of it. */
  capture?: 'automatic' | 'manual'
  /** What the guest reads on the provider's page: one line, cut where the provider would refuse it. */
  description: string
  /** For beside the button that pays: until when the nights are held. */
  notice: string
  /** An address of ours, absolute. The guest comes back with `?payment=returned`, or `left` without having paid. */
  returnUrl: string
  expiresAt: Instant
}>

const descriptionLengthMax = 250
const noticeLengthMax = 250

const cut = (text: string, lengthMax: number) => Array.from(text).slice(0, lengthMax).join('')

/** Asks a guest to pay. The provider is asked for its page by the job, whose id is the answer: run it inline to have the page at once. */
export async function requestPayment(tx: Tx, deps: TxDeps, request: PaymentRequest): Promise<JobId> {
  const { paymentId: id, ...facts } = request
  const words = { description: cut(request.description, descriptionLengthMax), notice: cut(request.notice, noticeLengthMax) }
  await insertPayment(tx, { id, capture: 'automatic', ...facts, ...words, createdAt: deps.clock.now() })
  return enqueue(tx, deps, { kind: 'payments.open', payload: { paymentId: id } })
}
