import type { BookingId, HostId } from '../kernel/ids.ts'

/** The chart of accounts. A balance is credits less debits: what the market owes to that party or purpose. */
export const account = {
  /** What the payment provider holds for us: debited by charges, credited by refunds. */
  provider: 'provider:clearing',
  /** What the payment provider has kept for its work: an expense, so its balance is below zero. */
  providerFees: 'provider:fees',
  /** What card holders' banks have taken back until their disputes are decided: below zero meanwhile. */
  disputes: 'disputes:open',
  /** What the market has lost in disputes beyond what a booking's parties could give back. */
  disputesLost: 'disputes:lost',
  /** What guests have paid for a booking and nobody has earned yet. */
  booking: (id: BookingId) => `booking:${id}`,
  host: (id: HostId) => `host:${id}`,
  guestFees: 'fees:guest',
  hostFees: 'fees:host',
  tax: 'tax:collected',
  /** What the market gives to guests of its own: below zero by all that it gave. */
  goodwill: 'market:goodwill',
  /** What a host has been sent too much and the provider could not take back: below zero until their next transfers make it good. */
  carried: (id: HostId) => `carried:${id}`,
  /**
   * Beside the market's own books, and their mirror: what the provider holds in the host's name, sent there by transfers and not
   * yet on its way to their bank. `outside` is the other side of all of these, so that entries still sum to zero.
   */
  connected: (id: HostId) => `connected:${id}`,
  outside: 'hosts:outside',
} as const
