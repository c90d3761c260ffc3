import type { BookingId, PaymentId } from '../../src/kernel/ids.ts'
import type { Agreed } from './oracle.ts'

/** A booking as the database has it. */
export type Row = {
  id: BookingId
  listing_id: string
  unit_id: string
  host_id: string
  guest_id: string
  state: string
  facts: { paymentId: PaymentId; cancelledAt?: number; by?: string; refund?: { minor: number }; confirmedAt?: number }
  check_in: string
  check_out: string
  check_in_at: number
  check_out_at: number
  guest_note: string
  created_at: number
  version: number
  hold_expires_at: number | null
  snapshot: Agreed & { quote: Quote; checkOutBy: string }
}
type Quote = { total: { minor: number; currency: string }; hostPayout: { minor: number }; lines: Agreed['lines'] }

/** The states that have nights. */
export const holding = new Set(['pending_payment', 'confirmed', 'in_stay', 'completed'])
