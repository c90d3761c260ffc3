import type { BookingId } from '../../src/kernel/ids.ts'
import { dayMs, minuteMs } from '../../src/kernel/clock.ts'
import { agreed, holding, partyOf, type AlterationRow, type Row } from './booking-row.ts'
import { alteredCheck } from './check-altered.ts'
import { bookingChecks } from './check-booking.ts'
import { moneyChecks } from './check-money.ts'
import { checkTransfer } from './check-payouts.ts'
import { checkUnit, nightsIn, type Claimed } from './check-unit.ts'
import { nothingKnown, type Ground } from './known.ts'
import { kindOfMail, noticesOf, owe } from './notices.ts'
import { must } from './violation.ts'
import type { PlanSeen } from './check-quote.ts'
import type { Touched } from './watch.ts'

const forgetAfterMs = 45 * dayMs

export type Model = ReturnType<typeof newModel>

/** What becomes of a proposal that is not taken back by who made it. */
const alterationEvents: Record<string, string> = {
  proposed: 'alteration.proposed',
  awaiting_payment: 'alteration.accepted',
  declined: 'alteration.declined',
  unpaid: 'alteration.unpaid',
  applied: 'booking.altered',
}
const openAlteration = new Set(['proposed', 'awaiting_payment'])

/** What the simulator knows by itself, and the rules that it keeps; it looks at every commit. */
export function newModel(ground: Ground) {
  const { database, bank, scheduler, addresses, onState } = ground
  const known = nothingKnown()
  const { bookings, byUnit, voiding, plans } = known
  const money = moneyChecks(known, ground)
  const checks = bookingChecks(known, ground)
  const checkAltered = alteredCheck(known, ground)
  let lastNumber = 0
  const now = () => scheduler.clock.now()

  const readBooking = database.prepare('select * from booking where id = ?')
  const readAlteration = database.prepare('select * from alteration where id = ?')
  const readPlan = database.prepare('select * from price_plan where listing_id = ?')
  const readOverrides = database.prepare('select * from price_override where listing_id = ?')
  const readPair = database.prepare(
    'select p.published_at, (select count(*) from stay_review s where s.booking_id = p.booking_id) as written from review_pair p where p.booking_id = ?',
  )

  function onCommit(touched: Touched): void {
    scheduler.trace.mix([...touched.bookings, ...touched.units, ...touched.payments])
    must('append-only', touched.forbidden.length === 0, () => touched.forbidden.join(', '))
    for (const id of touched.plans) rememberPlan(id)
    for (const posting of touched.postings) money.book(posting)
    for (const id of touched.payments) money.checkPayment(id, touched)
    for (const id of touched.givenBack) money.checkGivenBack(id)
    for (const id of touched.alterations) checkAlteration(id, touched)
    for (const id of touched.bookings) checkBooking(id, touched)
    for (const { type, payload } of touched.events) if (type === 'booking.nights_freed') nightsFreed(payload, touched)
    for (const unitId of touched.units) checkUnit(database, unitId, { claimed: claimedOf(unitId), now: now() })
    for (const id of touched.pairs) checkPair(id)
    for (const number of touched.numbered) {
      must('outbox', number === lastNumber + 1, () => `event ${number} comes after ${lastNumber}`)
      lastNumber = number
    }
    for (const id of touched.refunds) money.checkRefund(id)
    for (const id of touched.disputes) money.checkDispute(id, touched)
    for (const { to, subject, text } of touched.mails)
      known.mails.add(`${kindOfMail(subject)} ${to} ${/[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? ''}`)
  }

  function rememberPlan(listingId: string): void {
    const seen = plans.get(listingId) ?? []
    const current = seen.at(-1)
    if (current) current.until = now()
    const recent = seen.filter(({ until }) => until > now() - 20 * minuteMs)
    const plan = readPlan.get(listingId) as PlanSeen['plan']
    plans.set(listingId, [...recent, { until: Infinity, plan, overrides: readOverrides.all(listingId) as PlanSeen['overrides'] }])
  }

  function checkBooking(id: string, touched: Touched): void {
    const row = rowOf(id)
    const before = bookings.get(row.id)
    bookings.set(row.id, row)
    known.moved.add(row.id)
    const isAltered =
      before !== undefined &&
      (before.check_in !== row.check_in ||
        before.check_out !== row.check_out ||
        partyOf(before) !== partyOf(row) ||
        before.snapshot.quote.total.minor !== row.snapshot.quote.total.minor)
    // Money that waits to be let go of keeps the nights of what has come to nothing.
    if (before?.state === 'requested' && !holding.has(row.state) && !isFreed(row.id, touched)) voiding.set(row.id, now())
    keepUnit(row, before)
    if (isAltered) checkAltered(row, before, touched)
    if (isAltered || before?.state !== row.state) touched.units.add(row.unit_id)
    if (before?.state === row.state) return
    checks.checkState(row, before, touched)
    onState(row)
  }

  const isFreed = (id: string, touched: Touched) =>
    touched.events.some(({ type, payload }) => (type === 'booking.nights_freed' || type === 'booking.not_captured') && payload.includes(id))

  function rowOf(id: string): Row {
    const read = readBooking.get(id) as Omit<Row, 'facts' | 'snapshot'> & { facts: string; snapshot: string }
    const row: Row = { ...read, facts: JSON.parse(read.facts), snapshot: JSON.parse(read.snapshot) }
    const { policy } = row.snapshot as { policy: string | { ref: string; name: string | null } }
    Object.assign(row.snapshot, {
      policy: typeof policy === 'string' ? policy : (policy.name ?? policy.ref),
      checkIn: row.check_in,
      checkOut: row.check_out,
      createdAt: row.created_at,
      lines: row.snapshot.quote.lines,
    })
    return row
  }

  function keepUnit(row: Row, before: Row | undefined): void {
    if (before && before.unit_id !== row.unit_id) byUnit.get(before.unit_id)?.delete(row.id)
    const unit = byUnit.get(row.unit_id) ?? new Map<BookingId, Row>()
    byUnit.set(row.unit_id, unit)
    if (holding.has(row.state) || voiding.has(row.id)) unit.set(row.id, row)
    else unit.delete(row.id)
  }

  /** What came to nothing has let go of its nights: only once nobody can take its money any more. */
  function nightsFreed(payload: string, touched: Touched): void {
    for (const id of voiding.keys()) {
      const row = bookings.get(id)
      if (!row || !payload.includes(id)) continue
      const status = bank.sessionOf(row.facts.paymentId)?.status
      must('holds', status === 'voided', () => `the request ${id} has lost its nights, and its money is ${status}`)
      voiding.delete(id)
      keepUnit(row, row)
      touched.units.add(row.unit_id)
    }
  }

  function claimedOf(unitId: string): Claimed[] {
    return [...(byUnit.get(unitId)?.values() ?? [])].flatMap(({ id, state, check_in: from, check_out: until }): Claimed[] => {
      const has: Claimed = { owner: id, kind: agreed.has(state) ? 'booking' : 'hold', from, until }
      const waits = [...(known.alterations.get(id)?.values() ?? [])].find((each) => each.state === 'awaiting_payment')
      if (!waits) return [has]
      const { checkIn, checkOut } = waits.proposed.stay
      return [has, { owner: id, kind: 'hold', from: checkIn, until: checkOut, but: nightsIn(from, until) }]
    })
  }

  function checkAlteration(id: string, touched: Touched): void {
    const read = readAlteration.get(id) as Record<'facts' | 'agreed' | 'proposed', string> & AlterationRow
    const row: AlterationRow = {
      ...read,
      facts: JSON.parse(read.facts),
      agreed: JSON.parse(read.agreed),
      proposed: JSON.parse(read.proposed),
    }
    const all = known.alterations.get(row.booking_id) ?? new Map<string, AlterationRow>()
    known.alterations.set(row.booking_id, all)
    const before = all.get(id)
    all.set(id, row)
    known.moved.add(row.booking_id)
    const booking = bookings.get(row.booking_id)
    if (!booking || before?.state === row.state) return
    touched.units.add(booking.unit_id)
    const open = [...all.values()].filter(({ state }) => openAlteration.has(state))
    must('alterations', open.length <= 1, () => `${open.length} alterations of the booking ${row.booking_id} are open`)
    const late = before?.state === 'unpaid' && ['applied', 'overtaken'].includes(row.state)
    const may = before === undefined ? row.state === 'proposed' : openAlteration.has(before.state) || late
    must('states', may, () => `the alteration ${id} was ${before?.state} and is ${row.state}`)
    const event = alterationEvents[row.state]
    const told = event === undefined || touched.events.some(({ type, payload }) => type === event && payload.includes(id))
    must('announced', told, () => `the alteration ${id} is ${row.state}, and nobody was told in the same transaction`)
    if (row.state === 'lapsed') must('time', now() >= (before?.facts.lapsesAt ?? Infinity), () => `the alteration ${id} lapsed too early`)
    if (row.state === 'unpaid') checkUnpaid(row)
    const [by, other] = row.proposed_by === 'guest' ? (['guest', 'host'] as const) : (['host', 'guest'] as const)
    if (row.state === 'proposed') owe(known, addresses, booking, { [other]: 'A change is proposed' })
    if (row.state === 'declined') owe(known, addresses, booking, { [by]: 'The change is declined' })
    if (row.state === 'awaiting_payment' && by === 'guest') owe(known, addresses, booking, { guest: 'Your change is accepted' })
    if (row.state === 'unpaid') owe(known, addresses, booking, noticesOf.unpaid)
  }

  function checkUnpaid({ id, payment_id }: AlterationRow): void {
    const status = payment_id === null ? undefined : bank.sessionOf(payment_id)?.status
    must('holds', status !== 'open' && status !== 'paid', () => `the alteration ${id} has lost its nights, and its page is ${status}`)
  }

  function checkPair(id: string): void {
    const pair = readPair.get(id) as { published_at: number | null; written: number }
    const booking = bookings.get(id as BookingId)
    if (pair.published_at === null || !booking) return
    const due = pair.written === 2 || now() >= booking.check_out_at + 14 * dayMs
    must('reviews', due, () => `the review of ${id} was shown before the other side had written`)
  }

  /** Lets go of what is long over: not of a refund that came back, whose case stands until an operator closes it. */
  function forget(): void {
    for (const row of bookings.values()) {
      if (row.check_out_at > now() - forgetAfterMs || known.moved.has(row.id)) continue
      if ((bank.refunds.get(row.id) ?? []).some(({ status }) => status !== 'succeeded')) continue
      bookings.delete(row.id)
      byUnit.get(row.unit_id)?.delete(row.id)
      known.intentions.delete(row.guest_note)
      known.payments.delete(row.facts.paymentId)
      known.balances.delete(`booking:${row.id}`)
      for (const held of [
        known.charged,
        known.earned,
        known.earnedMost,
        known.owedToHost,
        known.givenBack,
        known.orders,
        known.alterations,
      ])
        (held as Map<string, unknown>).delete(row.id)
      bank.forget(row.id)
    }
  }

  return {
    ...known,
    onCommit,
    now,
    rememberPlans: () => {
      for (const { listing_id } of database.prepare('select listing_id from price_plan').all()) rememberPlan(String(listing_id))
    },
    forget,
    onTransfer: (bookingId: BookingId, minor: number) => checkTransfer(known, bank, { bookingId, minor, now: now() }),
  }
}
