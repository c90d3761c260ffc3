import type { DatabaseSync } from 'node:sqlite'
import type { BookingId, PaymentId } from '../../src/kernel/ids.ts'
import { dayMs, minuteMs } from '../../src/kernel/clock.ts'
import type { Bank } from './bank.ts'
import { checkUnit, nightsIn } from './check-unit.ts'
import { refundDue, wallMoment } from './oracle.ts'
import { holding, type Row } from './booking-row.ts'
import { must } from './violation.ts'
import { operatorAddress } from './town.ts'
import { checkQuote, type PlanSeen } from './check-quote.ts'
import type { Scheduler } from './scheduler.ts'
import type { Touched } from './watch.ts'

/** What may become of a booking, written down apart from the product's own rules, with what must be announced of it. */
const transitions: Record<string, Record<string, string>> = {
  none: { pending_payment: 'booking.held' },
  pending_payment: { confirmed: 'booking.confirmed', expired: 'booking.expired' },
  expired: { confirmed: 'booking.confirmed' },
  confirmed: { in_stay: 'booking.stay_begun', completed: 'booking.completed', cancelled: 'booking.cancelled' },
  in_stay: { completed: 'booking.completed', cancelled: 'booking.cancelled' },
}

const holdsMax = 2
/** A hold's page is ended at the provider first, which may take some tries. */
const holdOverdueMs = 25 * minuteMs
const forgetAfterMs = 45 * dayMs

export type Model = ReturnType<typeof newModel>
/** `addresses`: of guests and hosts, by their ids. */
type Ground = {
  database: DatabaseSync
  bank: Bank
  scheduler: Scheduler
  addresses: ReadonlyMap<string, string>
  onState: (row: Row) => void
}

const kindOfMail = (subject: string) =>
  /^(How was your guest|How was|Booked|New reservation|Cancelled|Called off|Not booked|A refund came back)/.exec(subject)?.[0] ?? subject

/** What the simulator knows by itself: every booking as it was last committed, every balance, every mail; and the rules they keep. */
export function newModel({ database, bank, scheduler, addresses, onState }: Ground) {
  const bookings = new Map<BookingId, Row>()
  const byUnit = new Map<string, Map<BookingId, Row>>()
  const intentions = new Map<string, BookingId>()
  const payments = new Map<PaymentId, { state: string; bookingId: BookingId }>()
  const balances = new Map<string, number>()
  const charged = new Map<string, number>()
  const refunds = new Map<string, string>()
  const mails = new Set<string>()
  const owed: { mail: string; bookingId: BookingId }[] = []
  const plans = new Map<string, PlanSeen[]>()
  /** Since the last time that it was calm. */
  const moved = new Set<BookingId>()
  let lastNumber = 0
  const now = () => scheduler.clock.now()

  const readBooking = database.prepare('select * from booking where id = ?')
  const readPayment = database.prepare('select id, booking_id, state from payment where id = ?')
  const countClaims = database.prepare('select count(*) as found from night_claim where unit_id = ? and night >= ? and night < ?')
  const readRefund = database.prepare(
    'select p.booking_id, r.state, r.reason from refund r join payment p on p.id = r.payment_id where r.id = ?',
  )
  const readPlan = database.prepare('select * from price_plan where listing_id = ?')
  const readOverrides = database.prepare('select * from price_override where listing_id = ?')
  const readRule = database.prepare('select nights_min from stay_rule where listing_id = ? and from_night <= ? and until_night > ?')
  const readPair = database.prepare(
    'select p.published_at, (select count(*) from stay_review s where s.booking_id = p.booking_id) as written from review_pair p where p.booking_id = ?',
  )

  function onCommit(touched: Touched): void {
    scheduler.trace.mix([...touched.bookings, ...touched.units, ...touched.payments])
    must('append-only', touched.forbidden.length === 0, () => touched.forbidden.join(', '))
    for (const id of touched.plans) rememberPlan(id)
    for (const posting of touched.postings) book(posting)
    for (const id of touched.payments) checkPayment(id, touched)
    for (const id of touched.bookings) checkBooking(id, touched)
    for (const unitId of touched.units) checkUnit(database, unitId, { bookings: byUnit.get(unitId) ?? new Map(), now: now() })
    for (const id of touched.pairs) checkPair(id)
    for (const number of touched.numbered) {
      must('outbox', number === lastNumber + 1, () => `event ${number} comes after ${lastNumber}`)
      lastNumber = number
    }
    for (const id of touched.refunds) checkRefund(id)
    for (const { to, subject, text } of touched.mails) mails.add(`${kindOfMail(subject)} ${to} ${/[0-9a-f-]{36}/.exec(text)?.[0] ?? ''}`)
  }

  function rememberPlan(listingId: string): void {
    const seen = plans.get(listingId) ?? []
    const current = seen.at(-1)
    if (current) current.until = now()
    const recent = seen.filter(({ until }) => until > now() - 20 * minuteMs)
    plans.set(listingId, [
      ...recent,
      {
        until: Infinity,
        plan: readPlan.get(listingId) as PlanSeen['plan'],
        overrides: readOverrides.all(listingId) as PlanSeen['overrides'],
      },
    ])
  }

  function book({ debit, credit, minor }: Touched['postings'][number]): void {
    must('ledger', minor > 0 && Number.isSafeInteger(minor), () => `${minor} from ${debit} to ${credit}`)
    balances.set(debit, (balances.get(debit) ?? 0) - minor)
    balances.set(credit, (balances.get(credit) ?? 0) + minor)
    for (const account of [debit, credit]) if (account.startsWith('booking:')) moved.add(account.slice('booking:'.length) as BookingId)
    if (debit !== 'provider:clearing' || !credit.startsWith('booking:')) return
    const id = credit.slice('booking:'.length) as BookingId
    charged.set(id, (charged.get(id) ?? 0) + minor)
    const taken = (bank.charges.get(id) ?? []).reduce((sum, charge) => sum + charge.minor, 0)
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
    const before = payments.get(row.id)
    payments.set(row.id, { state: row.state, bookingId: row.booking_id })
    moved.add(row.booking_id)
    if (before?.state === row.state) return
    if (before) must('payments', before.state !== 'succeeded', () => `payment ${id} was succeeded and is ${row.state}`)
    if (row.state === 'opening' || row.state === 'open') return
    const told = touched.events.some((event) => event.type === `payment.${row.state}` && event.payload.includes(id))
    must('announced', told, () => `payment ${id} became ${row.state} and nobody was told in the same transaction`)
    const session = bank.sessionOf(row.id)
    if (row.state === 'succeeded') {
      must('payments', session?.status === 'paid', () => `payment ${id} counts as paid, and at the provider it is ${session?.status}`)
      const booked = touched.postings.some(({ debit, credit }) => debit === 'provider:clearing' && credit === `booking:${row.booking_id}`)
      must('ledger', booked, () => `payment ${id} succeeded and no charge was booked with it`)
    }
    if (row.state === 'expired') must('payments', session?.status !== 'open', () => `payment ${id} counts as ended and can still be paid`)
  }

  function checkBooking(id: string, touched: Touched): void {
    const read = readBooking.get(id) as Omit<Row, 'facts' | 'snapshot'> & { facts: string; snapshot: string }
    const row: Row = { ...read, facts: JSON.parse(read.facts), snapshot: JSON.parse(read.snapshot) }
    const { policy } = row.snapshot as { policy: string | { ref: string } }
    Object.assign(row.snapshot, {
      policy: typeof policy === 'string' ? policy : policy.ref,
      checkIn: row.check_in,
      checkOut: row.check_out,
      createdAt: row.created_at,
      lines: row.snapshot.quote.lines,
    })
    const before = bookings.get(row.id)
    remember(row, before)
    moved.add(row.id)
    if (before?.state === row.state) return
    const event = transitions[before?.state ?? 'none']?.[row.state]
    must('states', event !== undefined, () => `booking ${id} went from ${before?.state ?? 'nothing'} to ${row.state}`)
    const told = touched.events.some(({ type, payload }) => type === event && payload.includes(id))
    must('announced', told, () => `booking ${id} became ${row.state} and ${event} was not announced in the same transaction`)
    if (row.state === 'pending_payment') checkHold(row)
    if (row.state === 'confirmed') checkConfirmed(row, touched)
    if (row.state === 'expired') {
      const session = bank.sessionOf(row.facts.paymentId)
      const endsBy = (before?.hold_expires_at ?? 0) + holdOverdueMs
      must('stuck', now() <= endsBy, () => `the hold ${id} went on for too long`)
      must('holds', session?.status !== 'open', () => `booking ${id} has lost its nights and can still be paid`)
    }
    if (row.state === 'in_stay') must('time', now() >= row.check_in_at, () => `the stay ${id} began too early`)
    if (row.state === 'completed') {
      must('time', now() >= row.check_out_at, () => `the stay ${id} was over too early`)
      owe(row, 'How was', 'How was your guest')
    }
    if (row.state === 'cancelled') checkCancelled(row, touched)
    onState(row)
  }

  function remember(row: Row, before: Row | undefined): void {
    bookings.set(row.id, row)
    if (before && before.unit_id !== row.unit_id) byUnit.get(before.unit_id)?.delete(row.id)
    const unit = byUnit.get(row.unit_id) ?? new Map<BookingId, Row>()
    byUnit.set(row.unit_id, unit)
    if (holding.has(row.state)) unit.set(row.id, row)
    else unit.delete(row.id)
  }

  function owe({ id, guest_id, host_id }: Row, guests: string, hosts: string): void {
    owed.push({ mail: `${guests} ${addresses.get(guest_id)} ${id}`, bookingId: id })
    owed.push({ mail: `${hosts} ${addresses.get(host_id)} ${id}`, bookingId: id })
  }

  function checkRefund(id: string): void {
    const { booking_id: bookingId, ...refund } = readRefund.get(id) as { booking_id: BookingId; state: string; reason: string }
    const before = refunds.get(id)
    const row = bookings.get(bookingId)
    refunds.set(id, refund.state)
    moved.add(bookingId)
    if (!row || before === refund.state) return
    if (before === undefined && refund.reason === 'hold_expired') {
      owed.push({ mail: `Not booked ${addresses.get(row.guest_id)} ${row.listing_id}`, bookingId })
    }
    if (refund.state === 'failed') owed.push({ mail: `A refund came back ${operatorAddress} ${bookingId}`, bookingId })
  }

  function checkHold(row: Row): void {
    const same = intentions.get(row.guest_note)
    must('intentions', same === undefined, () => `one intention of a guest has become two bookings: ${same} and ${row.id}`)
    intentions.set(row.guest_note, row.id)
    const holds = [...bookings.values()].filter(({ guest_id, state }) => guest_id === row.guest_id && state === 'pending_payment')
    must('limits', holds.length <= holdsMax, () => `guest ${row.guest_id} has ${holds.length} holds`)
    const rule = readRule.get(row.listing_id, row.check_in, row.check_in) as { nights_min: number } | undefined
    const length = (Date.parse(row.check_out) - Date.parse(row.check_in)) / dayMs
    must('rules', length >= (rule?.nights_min ?? 1), () => `booking ${row.id} is shorter than its host lets`)
    must('holds', row.hold_expires_at === row.created_at + 15 * minuteMs, () => `the hold ${row.id} does not end in 15 minutes`)
    const { checkInFrom, checkOutBy, zone } = row.snapshot
    must(
      'time',
      row.check_in_at === wallMoment(row.check_in, checkInFrom, zone),
      () => `the stay ${row.id} does not begin when its place says`,
    )
    must(
      'time',
      row.check_out_at === wallMoment(row.check_out, checkOutBy, zone),
      () => `the stay ${row.id} does not end when its place says`,
    )
    checkQuote(row, plans.get(row.listing_id) ?? [])
  }

  function checkConfirmed(row: Row, touched: Touched): void {
    const { id, facts, snapshot, host_id } = row
    const paid = (bank.charges.get(id) ?? []).some(({ paymentId }) => paymentId === facts.paymentId)
    must('payments', paid, () => `booking ${id} is confirmed, and the provider has no money for it`)
    const amount = (code: string) => snapshot.lines.filter((line) => line.code === code).reduce((sum, line) => sum + line.amount.minor, 0)
    const shares = {
      [`host:${host_id}`]: snapshot.quote.hostPayout.minor,
      'fees:host': -amount('host_fee'),
      'fees:guest': amount('guest_fee'),
      'tax:collected': amount('tax'),
    }
    for (const [account, minor] of Object.entries(shares)) {
      const got = touched.postings
        .filter(({ debit, credit }) => debit === `booking:${id}` && credit === account)
        .reduce((sum, each) => sum + each.minor, 0)
      must('shares', got === minor, () => `booking ${id} is confirmed: ${account} got ${got}, and ${minor} is theirs`)
    }
    const left = balances.get(`booking:${id}`) ?? 0
    must('shares', left === 0, () => `booking ${id} is confirmed and ${left} of its money is nobody's`)
    owe(row, 'Booked', 'New reservation')
  }

  function checkCancelled(row: Row, touched: Touched): void {
    const { id, facts, snapshot, check_out_at } = row
    const due = refundDue(snapshot, facts.by ?? '', facts.cancelledAt ?? 0)
    must(
      'refunds',
      facts.refund?.minor === due,
      () =>
        `booking ${id} (${snapshot.policy}, ${snapshot.zone}) was called off by the ${facts.by} at ${new Date(facts.cancelledAt ?? 0).toISOString()}: ${facts.refund?.minor} comes back, and it must be ${due}`,
    )
    must('time', (facts.cancelledAt ?? 0) < check_out_at, () => `booking ${id} was called off after it was over`)
    const back = balances.get(`booking:${id}`) ?? 0
    must('refunds', back === due, () => `booking ${id} was called off: ${back} lies ready to go back, and it must be ${due}`)
    must('refunds', due === 0 || touched.refunds.size === 1, () => `booking ${id} was called off and its refund was not asked for with it`)
    if (facts.by === 'host') {
      const { found } = countClaims.get(row.unit_id, row.check_in, row.check_out) as { found: number }
      must(
        'claims',
        found === nightsIn(row.check_in, row.check_out).length,
        () => `its host called ${id} off, and nights of it are on sale again`,
      )
    }
    owe(row, 'Cancelled', 'Called off')
  }

  function checkPair(id: string): void {
    const pair = readPair.get(id) as { published_at: number | null; written: number }
    const booking = bookings.get(id as BookingId)
    if (pair.published_at === null || !booking) return
    const due = pair.written === 2 || now() >= booking.check_out_at + 14 * dayMs
    must('reviews', due, () => `the review of ${id} was shown before the other side had written`)
  }

  return {
    bookings,
    balances,
    moved,
    mails,
    owed,
    onCommit,
    now,
    rememberPlans: () => {
      for (const { listing_id } of database.prepare('select listing_id from price_plan').all()) rememberPlan(String(listing_id))
    },
    /** Lets go of what is long over. */
    forget: () => {
      for (const row of bookings.values()) {
        if (row.check_out_at > now() - forgetAfterMs || moved.has(row.id)) continue
        if ((bank.refunds.get(row.id) ?? []).some(({ status }) => status === 'pending')) continue
        bookings.delete(row.id)
        byUnit.get(row.unit_id)?.delete(row.id)
        intentions.delete(row.guest_note)
        payments.delete(row.facts.paymentId)
        for (const held of [balances, charged]) held.delete(held === balances ? `booking:${row.id}` : row.id)
        bank.forget(row.id, row.facts.paymentId)
      }
    },
  }
}
