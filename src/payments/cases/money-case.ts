import type { Instant } from '../../kernel/clock.ts'
import type { BookingId, Id, UserId } from '../../kernel/ids.ts'
import type { Money } from '../../kernel/money.ts'

export type MoneyCaseId = Id<'money_case'>

/** Why a person should look. The first five are differences between our ledger and the provider's books. */
export const caseKinds = [
  'missing_here',
  'missing_there',
  'other_amount',
  'other_currency',
  'unknown',
  'refund_refused',
  'refund_failed',
  'dispute_open',
  'dispute_lost',
  'dead_job',
  'paid_for_nothing',
  /** Not money, but no less a promise: src/bookings/audit. */
  'nights_disagree',
] as const
export type CaseKind = (typeof caseKinds)[number]

/** What is known of it; words are codes and ids, never personal data. */
export type CaseFacts = Readonly<{
  /** As our ledger has it, and as the provider does: above zero when the provider holds more. */
  ours?: Money
  theirs?: Money
  /** What it is about, where there are no two sides. */
  amount?: Money
  /** A code: the provider's, a bank's, or a job's kind. */
  reason?: string
  /** What to look for at the provider. */
  reference?: string
}>

export type MoneyCase = Readonly<{
  id: MoneyCaseId
  /** What it is about, once and for all: two sightings of one trouble are one case. */
  about: string
  kind: CaseKind
  bookingId: BookingId | null
  facts: CaseFacts
  openedAt: Instant
  note: string
  version: number
}> &
  Readonly<{ state: 'open' } | { state: 'closed'; closedAt: Instant; /** Null: by itself. */ closedBy: UserId | null }>
