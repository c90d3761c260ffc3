import type { BookingId } from '../../src/kernel/ids.ts'
import { dayMs, hourMs, minuteMs } from '../../src/kernel/clock.ts'
import { agreed, sharesOf, type Quote, type Row } from './booking-row.ts'
import { checkQuote } from './check-quote.ts'
import { nightsIn } from './check-unit.ts'
import type { Ground, Known } from './known.ts'
import { noticesOf, owe } from './notices.ts'
import { refundDue, wallMoment } from './oracle.ts'
import { must } from './violation.ts'
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
  confirmed: { in_stay: ['booking.stay_begun'], completed: ['booking.completed'], cancelled: ['booking.cancelled'] },
  in_stay: { completed: ['booking.completed'], cancelled: ['booking.cancelled'] },
}

const holdsMax = 2
/** A hold's page is ended at the provider first, which may take some tries. */
const holdOverdueMs = 25 * minuteMs
const answerMs = 24 * hourMs

/** What a booking may become, when, and what else must be true in the same moment. */
export function bookingChecks(known: Known, { database, bank, scheduler, addresses }: Ground) {
  const now = () => scheduler.clock.now()
  const countClaims = database.prepare('select count(*) as found from night_claim where unit_id = ? and night >= ? and night < ?')
  const readRule = database.prepare('select nights_min from stay_rule where listing_id = ? and from_night <= ? and until_night > ?')
  const readAmount = database.prepare('select amount_minor as minor from refund where id = ?')
  const told = (touched: Touched, id: string, ...events: readonly string[]) =>
    touched.events.some(({ type, payload }) => events.includes(type) && payload.includes(id))

  /** What somebody has got of a booking in this transaction, below zero when it gave. */
  const gotOf = (touched: Touched, id: BookingId, account: string) =>
    touched.postings
      .filter(({ booking }) => booking === id)
      .reduce((sum, { debit, credit, minor }) => sum + (credit === account ? minor : 0) - (debit === account ? minor : 0), 0)
  const askedBack = (touched: Touched) => [...touched.refunds].reduce((sum, id) => sum + (readAmount.get(id) as { minor: number }).minor, 0)

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

  function checkMoments({ id, check_in, check_out, check_in_at, check_out_at, snapshot }: Row): void {
    const { checkInFrom, checkOutBy, zone } = snapshot
    must('time', check_in_at === wallMoment(check_in, checkInFrom, zone), () => `the stay ${id} does not begin when its place says`)
    must('time', check_out_at === wallMoment(check_out, checkOutBy, zone), () => `the stay ${id} does not end when its place says`)
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
  function dueOf(row: Row): { due: number } | { most: number } {
    const { id, facts, snapshot } = row
    const left = snapshot.quote.total.minor - (known.givenBack.get(id) ?? 0) + (facts.refund?.minor ?? 0)
    const order = facts.by === 'operator' ? known.orders.get(id) : undefined
    if (facts.by === 'operator') must('states', order !== undefined, () => `no operator has called ${id} off`)
    if (facts.by === 'host' || order?.wanted === 'all') return { due: left }
    if (typeof order?.wanted === 'number') return { due: order.wanted }
    // What was given back before is cut out of the bill: how much that leaves is more than sums of our own can say.
    if (left !== snapshot.quote.total.minor) return { most: left }
    return { due: refundDue(snapshot, 'guest', facts.cancelledAt ?? 0) }
  }

  function checkCancelled(row: Row, touched: Touched): void {
    const { id, facts, snapshot, check_out_at } = row
    const told = facts.refund?.minor ?? 0
    const rule = dueOf(row)
    const due = 'due' in rule ? rule.due : told
    const at = new Date(facts.cancelledAt ?? 0).toISOString()
    must(
      'refunds',
      told === due && ('due' in rule || told <= rule.most),
      () =>
        `booking ${id} (${snapshot.policy}, ${snapshot.zone}) was called off by the ${facts.by} at ${at}: ${told} comes back, and it must be ${due}`,
    )
    must('time', (facts.cancelledAt ?? 0) < check_out_at, () => `booking ${id} was called off after it was over`)
    const back = gotOf(touched, id, `booking:${id}`)
    must('refunds', back === due, () => `booking ${id} was called off: ${back} lies ready to go back, and it must be ${due}`)
    must(
      'refunds',
      askedBack(touched) === due,
      () => `booking ${id} was called off, and ${askedBack(touched)} of ${due} was asked to go back`,
    )
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

  /** Its dates, guests or price have changed: what each party gets has too, by as much, and nobody else has paid for it. */
  function checkAltered(row: Row, before: Row, touched: Touched): void {
    const { id, snapshot } = row
    must(
      'announced',
      told(touched, id, 'booking.altered'),
      () => `booking ${id} has become another, and nobody was told in the same transaction`,
    )
    must('states', agreed.has(row.state) && row.state === before.state, () => `booking ${id} is ${row.state} and has become another`)
    const alteration = [...(known.alterations.get(id)?.values() ?? [])].find(
      (each) => touched.alterations.has(each.id) && each.state === 'applied' && isWhat(row, each.proposed),
    )
    must('alterations', alteration !== undefined, () => `booking ${id} is what nobody has agreed to`)
    checkMoments(row)
    const [was, is] = [sharesOf(row, before.snapshot.quote), sharesOf(row, snapshot.quote)]
    const more = snapshot.quote.total.minor - before.snapshot.quote.total.minor
    for (const [account, minor] of Object.entries(is)) {
      const due = account === `booking:${id}` ? -more : minor - (was[account] ?? 0)
      const got = gotOf(touched, id, account)
      must('shares', got === due, () => `booking ${id} was altered: ${account} got ${got} more, and ${due} is right`)
    }
    must(
      'refunds',
      askedBack(touched) === Math.max(0, -more),
      () => `booking ${id} costs ${more} more: ${askedBack(touched)} was asked to go back`,
    )
    const session = alteration.payment_id === null ? undefined : bank.sessionOf(alteration.payment_id)
    const paid = session?.status === 'paid' ? session.amount.minor : 0
    must('payments', paid === Math.max(0, more), () => `booking ${id} costs ${more} more, and ${paid} was paid for that`)
    checkAlteredPrice(row, before)
    owe(known, addresses, row, noticesOf.altered)
  }

  /** A night that stays costs what was agreed for it; the bill adds up. */
  function checkAlteredPrice(row: Row, before: Row): void {
    const rates = ratesBy(before)
    for (const [night, rate] of ratesBy(row)) {
      const agreedRate = rates.get(night) ?? rate
      must('prices', rate === agreedRate, () => `the night ${night} of ${row.id} was to cost ${agreedRate}, and costs ${rate}`)
    }
    checkQuote(row, undefined)
  }

  return { checkState, checkAltered }
}

const isWhat = ({ check_in, check_out, snapshot }: Row, { stay, quote }: { stay: { checkIn: string; checkOut: string }; quote: Quote }) =>
  stay.checkIn === check_in && stay.checkOut === check_out && quote.total.minor === snapshot.quote.total.minor

function ratesBy({ check_in, check_out, snapshot }: Row): Map<string, number> {
  const rates = String(snapshot.quote.lines.find(({ code }) => code === 'nights')?.values.rates ?? '').split(' ')
  return new Map(nightsIn(check_in, check_out).map((night, index) => [night, Number(rates[index])]))
}
