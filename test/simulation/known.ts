import type { DatabaseSync } from 'node:sqlite'
import type { BookingId, PaymentId } from '../../src/kernel/ids.ts'
import type { Bank } from './bank.ts'
import type { AlterationRow, Row } from './booking-row.ts'
import type { PlanSeen } from './check-quote.ts'
import type { Scheduler } from './scheduler.ts'

/** What an operator has asked for: what of it comes back, and what becomes of the nights. */
export type Order = { wanted: 'policy' | 'all' | number; nights: 'free' | 'blocked' }

export type Ground = {
  database: DatabaseSync
  bank: Bank
  scheduler: Scheduler
  /** Of guests and hosts, by their ids. */
  addresses: ReadonlyMap<string, string>
  onState: (row: Row) => void
}

/** All that the simulator knows by itself: every booking as it was last committed, every balance, every mail. */
export type Known = ReturnType<typeof nothingKnown>

export function nothingKnown() {
  return {
    bookings: new Map<BookingId, Row>(),
    /** Those that have nights. */
    byUnit: new Map<string, Map<BookingId, Row>>(),
    /** Requests that came to nothing, since when: their nights wait until nobody can take their money any more. */
    voiding: new Map<BookingId, number>(),
    /** Each booking's last ones, by their ids. */
    alterations: new Map<BookingId, Map<string, AlterationRow>>(),
    intentions: new Map<string, BookingId>(),
    payments: new Map<PaymentId, { state: string; bookingId: BookingId }>(),
    balances: new Map<string, number>(),
    /** What has been booked as charged. */
    charged: new Map<string, number>(),
    /** What its host has of a booking, with debts carried from and to other stays, before anything of it is sent to them. */
    earned: new Map<string, number>(),
    /** What that once was at most. */
    earnedMost: new Map<string, number>(),
    /** What they have not been sent of it yet. */
    owedToHost: new Map<string, number>(),
    refunds: new Map<string, string>(),
    givenBack: new Map<BookingId, number>(),
    orders: new Map<BookingId, Order>(),
    plans: new Map<string, PlanSeen[]>(),
    mails: new Set<string>(),
    owed: [] as { mail: string; bookingId: BookingId }[],
    /** Since the last time that it was calm. */
    moved: new Set<BookingId>(),
  }
}
