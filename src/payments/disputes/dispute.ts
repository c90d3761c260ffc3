import type { Instant } from '../../kernel/clock.ts'
import { idFrom, type BookingId, type Id, type PaymentId } from '../../kernel/ids.ts'
import type { Money } from '../../kernel/money.ts'

export type DisputeId = Id<'dispute'>

/** A card holder's bank takes a payment back. Until it is won, or lost and borne, nothing of the booking is paid out to its host. */
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
  /** Lost: since when it is settled who bears it. */
  borneAt: Instant | null
  version: number
}>

export const disputeIdOf = (providerId: string) => idFrom<'dispute'>(`dispute:${providerId}`)
