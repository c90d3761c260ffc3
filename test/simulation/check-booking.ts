import { dayMs, hourMs, minuteMs } from '../../src/kernel/clock.ts'
import { sharesOf, type Row } from './booking-row.ts'
import { checkMoments } from './check-altered.ts'
import { checkQuote } from './check-quote.ts'
import { nightsIn } from './check-unit.ts'
import type { Ground, Known } from './known.ts'
import { noticesOf, owe } from './notices.ts'
import { refundDue, wallMoment } from './oracle.ts'
import { must } from './violation.ts'
import { askedBackIn, gotOf, told } from './touched.ts'
import type { Touched } from './watch.ts'

/** What may become of a booking, written down apart from the product's own rules, with what must be announced of it: one of these. */
const transitions: Record<string, Record<string, readonly string[]>> = {
  none: { pending_payment: ['booking.held'] },
  pending_payment: {
    confirmed: ['booking.confirmed'],
    requested: ['booking.requested'],
    expired: ['booking.expired', 'booking.nights_freed'],
  },
  requested: {
    accepting: ['booking.accepted'],
    declined: ['booking.declined'],
    cancelled: ['booking.withdrawn', 'booking.request_ended'],
    expired: ['booking.unanswered', 'booking.not_captured'],
  },
  accepting: { confirmed: ['booking.confirmed'], expired: ['booking.not_captured'] },
  expired: { confirmed: ['booking.confirmed'] },
  confirmed: {
    in_stay: ['booking.stay_begun'],
    completed: ['booking.completed'],
    cancelled: ['booking.cancelled'],
    no_show: ['booking.no_show'],
  },
  in_stay: { completed: ['booking.completed'], cancelled: ['booking.cancelled'], no_show: ['booking.no_show'] },
}

type Due = { due: number } | { most: number }

const holdsMax = 2
/** A hold's page is ended at the provider first, which may take some tries. */
const holdOverdueMs = 25 * minuteMs
const answerMs = 24 * hourMs

/** What a booking may become, when, and what else must be true in the same moment. */
export function bookingChecks(known: Known, { database, bank, scheduler, addresses }: Ground) {
  const now = () => scheduler.clock.now()
  const countClaims = database.prepare('select count(*) as found from night_claim where unit_id = ? and night >= ? and night < ?')
  const readRule = database.prepare('select nights_min from stay_rule where listing_id = ? and from_night <= ? and until_night > ?')
  const askedBack = askedBackIn(database)

  function checkState(row: Row, before: Row | undefined, touched: Touched): void {
    const { id, state } = row
    const events = transitions[before?.state ?? 'none']?.[state]
    must('states', events !== undefined, () => `booking ${id} went from ${before?.state ?? 'nothing'} to ${state}`)
    must(
      'announced',
      told(touched, id, ...events),
      () => `booking ${id} became ${state} and ${events.join(' or ')} was not announced in the same transaction`,
    )
    if (state === 'pending_payment') checkHold(row)
    if (state === 'requested') checkRequested(row)
    if (state === 'accepting')
      must('time', (row.facts.acceptedAt ?? Infinity) < (before?.facts.answerBy ?? 0), () => `the host of ${id} said yes too late`)
    if (state === 'declined') owe(known, addresses, row, noticesOf.declined)
    if (state === 'confirmed') checkConfirmed(row, before, touched)
    if (state === 'expired') checkExpired(row, before, touched)
    if (state === 'in_stay') must('time', now() >= row.check_in_at, () => `the stay ${id} began too early`)
    if (state === 'completed') {
      must('time', now() >= row.check_out_at, () => `the stay ${id} was over too early`)
      owe(known, addresses, row, noticesOf.completed)
    }
    if (state === 'no_show') checkNoShow(row, touched)
    if (state !== 'cancelled') return
    if (before?.state === 'requested') checkEnded(row, touched)
    else checkCancelled(row, touched)
  }

  /** A request that its guest has taken back, or an operator has ended: nothing was taken of it. */
  function checkEnded(row: Row, touched: Touched): void {
    const { id, facts } = row
    const byOperator = facts.by === 'operator'
    if (byOperator) must('states', known.orders.has(id), () => `no operator has ended the request ${id}`)
    must('refunds', facts.refund?.minor === 0 && askedBack(touched) === 0, () => `the request ${id} has ended, and something goes back`)
    owe(known, addresses, row, byOperator ? noticesOf.request_ended : noticesOf.withdrawn)
  }

  function checkHold(row: Row): void {
    const same = known.intentions.get(row.guest_note)
    must('intentions', same === undefined, () => `one intention of a guest has become two bookings: ${same} and ${row.id}`)
    known.intentions.set(row.guest_note, row.id)
    const holds = [...known.bookings.values()].filter(({ guest_id, state }) => guest_id === row.guest_id && state === 'pending_payment')
    must('limits', holds.length <= holdsMax, () => `guest ${row.guest_id} has ${holds.length} holds`)
    const rule = readRule.get(row.listing_id, row.check_in, row.check_in) as { nights_min: number } | undefined
    const length = (Date.parse(row.check_out) - Date.parse(row.check_in)) / dayMs
    must('rules', length >= (rule?.nights_min ?? 1), () => `booking ${row.id} is shorter than its host lets`)
    must('holds', row.hold_expires_at === row.created_at + 15 * minuteMs, () => `the hold ${row.id} does not end in 15 minutes`)
    checkMoments(row)
    checkQuote(row, known.plans.get(row.listing_id) ?? [])
  }

  function checkRequested(row: Row): void {
    const { id, facts, check_in_at } = row
    const status = bank.sessionOf(facts.paymentId)?.status
    must('payments', status === 'authorised' || status === 'voided', () => `the host of ${id} is asked, and its money is ${status}`)
    const { requestedAt = 0, answerBy = Infinity } = facts
    const latest = Math.min(requestedAt + answerMs, check_in_at)
    must('time', answerBy <= latest, () => `the host of ${id} may answer until ${answerBy}, and that is after ${latest}`)
    owe(known, addresses, row, noticesOf.requested)
  }

  function checkConfirmed(row: Row, before: Row | undefined, touched: Touched): void {
    const { id, facts, snapshot } = row
    const paid = (bank.charges.get(id) ?? []).some(({ paymentId }) => paymentId === facts.paymentId)
    must('payments', paid, () => `booking ${id} is confirmed, and the provider has no money for it`)
    must('states', snapshot.instantBook || before?.state === 'accepting', () => `booking ${id} is confirmed, and its host never said yes`)
    for (const [account, minor] of Object.entries(sharesOf(row, snapshot.quote))) {
      if (account === `booking:${id}`) continue
      const got = gotOf(touched, id, account)
      must('shares', got === minor, () => `booking ${id} is confirmed: ${account} got ${got}, and ${minor} is theirs`)
    }
    const left = known.balances.get(`booking:${id}`) ?? 0
    must('shares', left === 0, () => `booking ${id} is confirmed and ${left} of its money is nobody's`)
    owe(known, addresses, row, snapshot.instantBook ? noticesOf.confirmed : noticesOf.accepted)
  }

  function checkExpired(row: Row, before: Row | undefined, touched: Touched): void {
    const { id, facts } = row
    const status = bank.sessionOf(facts.paymentId)?.status
    if (before?.state === 'pending_payment') {
      const endsBy = (before.hold_expires_at ?? 0) + holdOverdueMs
      must('stuck', now() <= endsBy, () => `the hold ${id} went on for too long`)
      must('holds', status !== 'open' && status !== 'authorised', () => `booking ${id} has lost its nights and can still be paid`)
      return
    }
    if (told(touched, id, 'booking.not_captured')) {
      must('holds', status === 'voided', () => `the request ${id} has lost its nights, and its money is ${status}`)
      owe(known, addresses, row, noticesOf.not_captured)
      return
    }
    must('time', now() >= (before?.facts.answerBy ?? Infinity), () => `the request ${id} is over, and its host had time to answer`)
    owe(known, addresses, row, noticesOf.unanswered)
  }

  /** What comes back when it is called off, if that can be told to the cent; else the most that it may be. */
  function dueOf(row: Row): Due {
    const { id, facts } = row
    const order = facts.by === 'operator' ? known.orders.get(id) : undefined
    if (facts.by === 'operator') must('states', order !== undefined, () => `no operator has called ${id} off`)
    if (facts.by === 'host' || order?.wanted === 'all') return { due: leftOf(row) }
    if (typeof order?.wanted === 'number') return { due: order.wanted }
    return byPolicy(row, facts.cancelledAt ?? 0)
  }

  const leftOf = ({ id, facts, snapshot }: Row) => snapshot.quote.total.minor - (known.givenBack.get(id) ?? 0) + (facts.refund?.minor ?? 0)

  function byPolicy(row: Row, at: number): Due {
    const left = leftOf(row)
    // What was given back before is cut out of the bill: how much that leaves is more than sums of our own can say.
    return left === row.snapshot.quote.total.minor ? { due: refundDue(row.snapshot, 'guest', at) } : { most: left }
  }

  /** What is told to come back is what must, lies ready, and is asked of the provider. */
  function checkBack(row: Row, touched: Touched, { rule, what, at }: { rule: Due; what: string; at: number }): void {
    const { id, facts, snapshot } = row
    const minor = facts.refund?.minor ?? 0
    const due = 'due' in rule ? rule.due : minor
    const said = `booking ${id} (${snapshot.policy}, ${snapshot.zone}) ${what} at ${new Date(at).toISOString()}`
    must('refunds', minor === due && ('due' in rule || minor <= rule.most), () => `${said}: ${minor} comes back, and it must be ${due}`)
    const back = gotOf(touched, id, `booking:${id}`)
    must('refunds', back === due, () => `${said}: ${back} lies ready to go back, and it must be ${due}`)
    must('refunds', askedBack(touched) === due, () => `${said}: ${askedBack(touched)} of ${due} was asked to go back`)
  }

  /** A host may say it from the evening of the arrival on; the guest gets what calling it off at that moment would bring. */
  function checkNoShow(row: Row, touched: Touched): void {
    const { id, facts, snapshot, check_in, check_in_at, check_out_at } = row
    const { noShowAt: at = 0 } = facts
    const from = Math.max(check_in_at, wallMoment(check_in, '20:00', snapshot.zone))
    must('time', from <= at && at < check_out_at, () => `the host of ${id} has said at ${new Date(at).toISOString()} that nobody came`)
    checkBack(row, touched, { rule: byPolicy(row, at), what: 'was a no-show', at })
    owe(known, addresses, row, noticesOf.no_show)
  }

  function checkCancelled(row: Row, touched: Touched): void {
    const { id, facts, check_out_at } = row
    const { cancelledAt = 0 } = facts
    must('time', cancelledAt < check_out_at, () => `booking ${id} was called off after it was over`)
    checkBack(row, touched, { rule: dueOf(row), what: `was called off by the ${facts.by}`, at: cancelledAt })
    if (facts.by === 'host' || (facts.by === 'operator' && known.orders.get(id)?.nights === 'blocked')) {
      const { found } = countClaims.get(row.unit_id, row.check_in, row.check_out) as { found: number }
      must(
        'claims',
        found === nightsIn(row.check_in, row.check_out).length,
        () => `${id} was called off, and nights that were to stay blocked are on sale`,
      )
    }
    owe(known, addresses, row, noticesOf.cancelled)
  }

  return { checkState }
}
