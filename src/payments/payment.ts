import type { Instant } from '../kernel/clock.ts'
import type { BookingId, Id, PaymentId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'

export type RefundId = Id<'refund'>

/** What a guest is asked to pay for a booking, and how far the provider got. */
export type Payment = Readonly<{
  id: PaymentId
  bookingId: BookingId
  amount: Money
  /** Manual: set aside when the guest pays, taken once `capturePayment` asks for it. */
  capture: 'automatic' | 'manual'
  description: string
  /** Told beside the button that pays; null in payments of old. */
  notice: string | null
  /** Where the guest's browser comes back to, whatever the outcome. */
  returnUrl: string
  /** When the hold it pays for ends. The provider's own session lives on a little longer: it is ended explicitly. */
  expiresAt: Instant
  createdAt: Instant
  version: number
}> &
  PaymentState

/** Each state with exactly the facts true in it. */
export type PaymentState = Readonly<
  /** The provider has not answered yet. */
  | { state: 'opening' }
  | { state: 'open'; sessionId: string; url: string }
  /** Set aside at the guest's bank, until `captureBefore` at most; then nothing, its taking, or its end has been asked for. */
  | ({ state: 'authorised' } & SetAside)
  | ({ state: 'capturing' } & SetAside)
  | ({ state: 'voiding' } & SetAside)
  | { state: 'succeeded'; sessionId: string; intentId: string }
  /** What was set aside is the guest's again, for good. */
  | { state: 'voided'; sessionId: string; intentId: string }
  /** Ended unpaid, for good. Without a session when the provider never made one. */
  | { state: 'expired'; sessionId: string | null }
  /** The provider will not take it: nobody can pay. */
  | { state: 'failed' }
>

type SetAside = { sessionId: string; intentId: string; captureBefore: Instant }

export type Refund = Readonly<{
  id: RefundId
  paymentId: PaymentId
  amount: Money
  reason: string
  state: 'pending' | 'succeeded' | 'failed'
  /** Set once the provider has taken it: from then on the money counts as gone back. */
  providerId: string | null
  createdAt: Instant
  version: number
}>

/** Where to pay; null while, or once, there is nowhere. */
export const payUrl = (payment: Payment) => (payment.state === 'open' ? payment.url : null)
