import type { BookingId, HostId } from '../kernel/ids.ts'

/** The chart of accounts. A balance is credits less debits: what the market owes to that party or purpose. */
export const account = {
  /** What the payment provider holds for us: debited by charges, credited by refunds. */
  provider: 'provider:clearing',
  /** What guests have paid for a booking and nobody has earned yet. */
  booking: (id: BookingId) => `booking:${id}`,
  host: (id: HostId) => `host:${id}`,
  guestFees: 'fees:guest',
  hostFees: 'fees:host',
  tax: 'tax:collected',
} as const
