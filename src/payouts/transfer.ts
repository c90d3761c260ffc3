import type { Instant } from '../kernel/clock.ts'
import type { BookingId, HostId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import type { ReversalId, TransferId } from '../payments/connect-provider.ts'

/** `pending`: it may or may not have been done, and is asked for until that is known. `refused`: it has not, and never will be. */
export type SendState = 'pending' | 'sent' | 'refused'

/** Money on its way from the market to a host's account. */
export type Transfer = Readonly<{
  id: TransferId
  bookingId: BookingId
  hostId: HostId
  accountId: string
  amount: Money
  /** The guest's payment that it comes out of; decided with the transfer, since asking again must ask the very same. */
  intentId: string | null
  state: SendState
  providerId: string | null
  createdAt: Instant
  version: number
}>

/** Money on its way back out of it. */
export type Reversal = Readonly<{
  id: ReversalId
  transferId: TransferId
  bookingId: BookingId
  hostId: HostId
  amount: Money
  state: SendState
  providerId: string | null
  createdAt: Instant
  version: number
}>

export type TransferPlan = Readonly<{
  bookingId: BookingId
  hostId: HostId
  dueAt: Instant
  isFirstStay: boolean
  state: 'waiting' | 'settled'
  version: number
}>
