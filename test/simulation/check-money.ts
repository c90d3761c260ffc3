import type { BookingId, PaymentId } from '../../src/kernel/ids.ts'
import type { Ground, Known } from './known.ts'
import { noticesOf, owe } from './notices.ts'
import { must } from './violation.ts'
import type { Touched } from './watch.ts'

/** What may become of a payment: one that has ended never opens again, and money that has arrived is never denied. */
const payable: Record<string, readonly string[]> = {
  opening: ['open', 'failed', 'authorised', 'succeeded', 'expired', 'voided'],
  open: ['authorised', 'succeeded', 'expired', 'voided'],
  failed: ['authorised', 'succeeded', 'expired'],
  authorised: ['capturing', 'voiding', 'succeeded', 'voided'],
  capturing: ['succeeded', 'voided'],
  voiding: ['succeeded', 'voided'],
  voided: ['succeeded'],
  expired: ['authorised', 'succeeded'],
}

/** What payments, refunds, disputes and the ledger may do, and what must be written down with it. */
export function moneyChecks(known: Known, { database, bank, addresses }: Ground) {
  const { balances, charged, earned, moved } = known
  const readPayment = database.prepare('select id, booking_id, state from payment where id = ?')
  const readRefund = database.prepare(
    'select p.booking_id, r.state, r.reason from refund r join payment p on p.id = r.payment_id where r.id = ?',
  )
  const readGivenBack = database.prepare('select booking_id, kind, amount_minor from booking_refund where id = ?')
  const readDispute = database.prepare('select booking_id, state from dispute where id = ?')
  const disputes = new Map<string, string>()

  function book({ booking, debit, credit, minor }: Touched['postings'][number]): void {
    must('ledger', minor > 0 && Number.isSafeInteger(minor), () => `${minor} from ${debit} to ${credit}`)
    balances.set(debit, (balances.get(debit) ?? 0) - minor)
    balances.set(credit, (balances.get(credit) ?? 0) + minor)
    for (const account of [debit, credit]) if (account.startsWith('booking:')) moved.add(account.slice('booking:'.length) as BookingId)
    const more = (credit.startsWith('host:') ? minor : 0) - (debit.startsWith('host:') ? minor : 0)
    if (more !== 0) hostGets(booking, more, debit !== 'provider:clearing' && credit !== 'provider:clearing')
    if (debit === 'provider:clearing' && credit.startsWith('booking:')) charge(credit.slice('booking:'.length) as BookingId, minor)
  }

  /** What is earned is what a stay's price leaves, and what a host's other stays pay of it or it of theirs: all but what is sent. */
  function hostGets(booking: string, minor: number, isEarned: boolean): void {
    known.owedToHost.set(booking, (known.owedToHost.get(booking) ?? 0) + minor)
    moved.add(booking as BookingId)
    if (!isEarned) return
    const now = (earned.get(booking) ?? 0) + minor
    earned.set(booking, now)
    known.earnedMost.set(booking, Math.max(now, known.earnedMost.get(booking) ?? 0))
  }

  function charge(id: BookingId, minor: number): void {
    charged.set(id, (charged.get(id) ?? 0) + minor)
    const taken = (bank.charges.get(id) ?? []).reduce((sum, each) => sum + each.minor, 0)
    const failed = (bank.refunds.get(id) ?? [])
      .filter(({ status }) => status === 'failed')
      .reduce((sum, { amount }) => sum + amount.minor, 0)
    must(
      'clearing',
      (charged.get(id) ?? 0) <= taken + failed,
      () => `booking ${id}: more is booked as charged than the provider took, ${taken}`,
    )
  }

  function checkPayment(id: string, touched: Touched): void {
    const row = readPayment.get(id) as { id: PaymentId; booking_id: BookingId; state: string }
    const before = known.payments.get(row.id)
    known.payments.set(row.id, { state: row.state, bookingId: row.booking_id })
    moved.add(row.booking_id)
    if (before?.state === row.state) return
    const may = before === undefined ? row.state === 'opening' : payable[before.state]?.includes(row.state)
    must('payments', may === true, () => `payment ${id} was ${before?.state ?? 'nothing'} and is ${row.state}`)
    if (['opening', 'open', 'capturing', 'voiding'].includes(row.state)) return
    const told = touched.events.some((event) => event.type === `payment.${row.state}` && event.payload.includes(id))
    must('announced', told, () => `payment ${id} became ${row.state} and nobody was told in the same transaction`)
    const session = bank.sessionOf(row.id)
    const there = `at the provider it is ${session?.status}`
    if (row.state === 'succeeded') {
      must('payments', session?.status === 'paid', () => `payment ${id} counts as paid, and ${there}`)
      const booked = touched.postings.some(({ debit, credit }) => debit === 'provider:clearing' && credit === `booking:${row.booking_id}`)
      must('ledger', booked, () => `payment ${id} succeeded and no charge was booked with it`)
    }
    if (row.state === 'expired') must('payments', session?.status !== 'open', () => `payment ${id} counts as ended and can still be paid`)
    if (row.state === 'authorised')
      must('payments', session?.status !== 'open' && session?.status !== 'expired', () => `payment ${id} counts as set aside, and ${there}`)
    if (row.state === 'voided') must('payments', session?.status === 'voided', () => `payment ${id} counts as let go of, and ${there}`)
  }

  function checkRefund(id: string): void {
    const { booking_id: bookingId, ...refund } = readRefund.get(id) as { booking_id: BookingId; state: string; reason: string }
    const before = known.refunds.get(id)
    const row = known.bookings.get(bookingId)
    known.refunds.set(id, refund.state)
    moved.add(bookingId)
    if (!row || before === refund.state) return
    if (before === undefined && refund.reason === 'hold_expired') owe(known, addresses, row, noticesOf.too_late)
    if (before === undefined && refund.reason === 'alteration_expired') owe(known, addresses, row, noticesOf.altered_too_late)
    if (refund.state === 'failed') owe(known, addresses, row, noticesOf.refund_failed)
  }

  function checkGivenBack(id: string): void {
    const {
      booking_id: bookingId,
      kind,
      amount_minor: minor,
    } = readGivenBack.get(id) as { booking_id: BookingId; kind: string; amount_minor: number }
    // What a bank has taken for good went another way than over refunds.
    if (kind === 'dispute') {
      const taken = bank.disputeOf(bookingId)
      must('refunds', taken?.status === 'lost' && taken.amount.minor === minor, () => `no bank has taken ${minor} of ${bookingId}`)
      return
    }
    const all = (known.givenBack.get(bookingId) ?? 0) + minor
    known.givenBack.set(bookingId, all)
    moved.add(bookingId)
    const row = known.bookings.get(bookingId)
    if (!row) return
    const { total } = row.snapshot.quote
    must('refunds', minor >= 0 && all <= total.minor, () => `${all} of ${bookingId} goes back, and it has cost ${total.minor}`)
    if (kind === 'goodwill') owe(known, addresses, row, noticesOf.goodwill)
  }

  function checkDispute(id: string, touched: Touched): void {
    const { booking_id: bookingId, state } = readDispute.get(id) as { booking_id: BookingId; state: 'open' | 'won' | 'lost' }
    if (disputes.get(id) === state) return
    disputes.set(id, state)
    moved.add(bookingId)
    const event = state === 'open' ? 'dispute.opened' : `dispute.${state}`
    const told = touched.events.some(({ type, payload }) => type === event && payload.includes(bookingId))
    must('announced', told, () => `the dispute of ${bookingId} is ${state}, and nobody was told in the same transaction`)
    const row = known.bookings.get(bookingId)
    if (row) owe(known, addresses, row, noticesOf[`dispute_${state}`])
  }

  return { book, checkPayment, checkRefund, checkGivenBack, checkDispute }
}
