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
  facts: {
    paymentId: PaymentId
    requestedAt?: number
    answerBy?: number
    acceptedAt?: number
    why?: string
    confirmedAt?: number | null
    cancelledAt?: number
    noShowAt?: number
    by?: string
    refund?: { minor: number }
  }
  check_in: string
  check_out: string
  check_in_at: number
  check_out_at: number
  adults: number
  children: number
  infants: number
  pets: number
  guest_note: string
  created_at: number
  version: number
  hold_expires_at: number | null
  snapshot: Agreed & { quote: Quote; checkOutBy: string; instantBook: boolean }
}
export type Quote = { total: { minor: number; currency: string }; hostPayout: { minor: number }; lines: Agreed['lines'] }

/** Other dates or guests for a booking, as the database has them. */
export type AlterationRow = {
  id: string
  booking_id: BookingId
  proposed_by: 'guest' | 'host'
  state: string
  payment_id: PaymentId | null
  facts: { lapsesAt?: number; heldUntil?: number; endedAt?: number }
  agreed: Agreement
  proposed: Agreement
}
type Party = Pick<Row, 'adults' | 'children' | 'infants' | 'pets'>
type Agreement = { stay: { checkIn: string; checkOut: string }; guests: Party; quote: Quote }

export const partyOf = ({ adults, children, infants, pets }: Party) => `${adults} ${children} ${infants} ${pets}`

/** The states in which nights are kept for somebody who has not got them yet, and those in which they are somebody's. */
const held = new Set(['pending_payment', 'requested', 'accepting'])
export const agreed = new Set(['confirmed', 'in_stay', 'completed'])
export const holding = new Set([...held, ...agreed])

/** What each party gets of a price, by its account. */
export function sharesOf({ id, host_id }: Pick<Row, 'id' | 'host_id'>, { hostPayout, lines }: Quote): Record<string, number> {
  const amount = (code: string) => lines.filter((line) => line.code === code).reduce((sum, line) => sum + line.amount.minor, 0)
  return {
    [`host:${host_id}`]: hostPayout.minor,
    'fees:host': -amount('host_fee'),
    'fees:guest': amount('guest_fee'),
    'tax:collected': amount('tax'),
    [`booking:${id}`]: 0,
  }
}
