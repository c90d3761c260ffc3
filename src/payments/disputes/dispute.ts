import type { Instant } from '../../kernel/clock.ts'
import { idFrom, type BookingId, type Id, type PaymentId } from '../../kernel/ids.ts'
import type { Money } from '../../kernel/money.ts'

export type DisputeId = Id<'dispute'>

/** A card holder's bank takes a payment back. While it is open, nothing of the booking is paid out to its host. */
export type Dispute = Readonly<{
  id: DisputeId
  providerId: string
  paymentId: PaymentId
  bookingId: BookingId
  state: 'open' | 'won' | 'lost'
  /** The bank's word for why. */
  reason: string
  amount: Money
  openedAt: Instant
  decidedAt: Instant | null
  version: number
}>

export const disputeIdOf = (providerId: string) => idFrom<'dispute'>(`dispute:${providerId}`)
