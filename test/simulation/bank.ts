import { dayMs, minuteMs, secondMs, type Instant } from '../../src/kernel/clock.ts'
import type { BookingId, PaymentId } from '../../src/kernel/ids.ts'
import { money, type Money } from '../../src/kernel/money.ts'
import { facts } from '../../src/payments/facts.ts'
import type { DisputeTruth } from '../../src/payments/provider-records.ts'
import { err, ok } from '../../src/kernel/result.ts'
import {
  ProviderUnavailable,
  type EventSubject,
  type IntentTruth,
  type MoneyTruth,
  type Provider,
  type RefundTruth,
  type SessionTruth,
} from '../../src/payments/provider.ts'
import { newBankBooks } from './bank-books.ts'
import { newHostsBank, type HostsBank } from './bank-hosts.ts'
import type { Faults } from './faults.ts'
import type { Dice } from '../dice.ts'
import type { Life, Scheduler } from './scheduler.ts'

type Session = {
  id: string
  paymentId: PaymentId
  bookingId: BookingId
  amount: Money
  status: 'open' | 'expired' | 'paid' | 'authorised' | 'voided'
  capture: 'automatic' | 'manual'
  endsAt: number
  intentId: string
  captureBefore: number
}
export type Charge = Readonly<{ intentId: string; paymentId: PaymentId; bookingId: BookingId; minor: number; currency: string }>
type BankRefund = RefundTruth & { intentId: string; bookingId: BookingId; endedAt?: number }
export type Emit<Subject> = (type: string, subject: Subject) => void
export type Answered = <T>(name: string, effect: () => T) => Promise<T>
/** Whether the process has taken what was sent to it. */
type Deliver = (event: { id: string; body: string }) => Promise<boolean>

/** The provider's own books: what it has taken in and sent back, whatever the market believes. */
export type Bank = {
  /** The handle that one incarnation talks to it by. */
  provider(life: Life): Provider
  /** The guest pays on the provider's page. False when it takes no money any more. */
  pay(sessionId: string): boolean
  sessionOf(paymentId: PaymentId): Session | undefined
  readonly charges: Map<BookingId, Charge[]>
  readonly refunds: Map<BookingId, BankRefund[]>
  /** Whether a refund was still under way at `since`. */
  isUndecided(providerId: string, since: number): boolean
  forget(bookingId: BookingId): void
  /** All that it has taken in, less what has gone back or to hosts and what it has kept, per currency. */
  readonly totals: ReadonlyMap<string, number>
  readonly hosts: HostsBank
  /** A card holder's bank takes back what is left of a booking's first payment, and decides some days later. */
  dispute(bookingId: BookingId): void
  disputeOf(bookingId: BookingId): DisputeTruth | undefined
}

/** How long a bank keeps money set aside. */
const authorisedMs = 7 * dayMs
/** What the provider keeps of a charge. */
const feeOf = (minor: number) => 25 + Math.floor((minor * 14 + 500) / 1_000)
const sessionOfIntent = (intentId: string) => intentId.replace(/^pi_/, 'cs_')

type Ground = {
  scheduler: Scheduler
  faults: Faults
  dice: Dice
  outside: Life
  deliver: Deliver
  /** The same for what is about hosts' accounts. */
  deliverConnect: Deliver
  onTransfer: (bookingId: BookingId, minor: number) => void
}

export function newBank({ scheduler, faults, dice, outside, ...ground }: Ground): Bank {
  const sessions = new Map<string, Session>()
  const refunds = new Map<string, BankRefund>()
  const refundsByBooking = new Map<BookingId, BankRefund[]>()
  const charges = new Map<BookingId, Charge[]>()
  const sessionsOf = new Map<BookingId, Session[]>()
  const disputes = new Map<string, DisputeTruth & { bookingId: BookingId }>()
  const books = newBankBooks(scheduler)
  const { move } = books
  let made = 0

  /** Tells of something, some time, maybe twice, maybe never; and again when it was not taken. */
  const emitTo =
    <Subject>(deliver: Deliver): Emit<Subject> =>
    (type, subject) => {
      if (faults.hits('webhookLost')) return
      const event = { id: `evt_${++made}`, body: JSON.stringify({ id: `evt_${made}`, type, subject }) }
      const send = (tries: number) => async () => {
        if (!(await deliver(event)) && tries > 0) soon(send(tries - 1), 30 * secondMs)
      }
      const soon = (work: () => Promise<void>, ms: number) =>
        scheduler.at(scheduler.clock.now() + ms, outside, `webhook ${type}`, () => void work())
      soon(send(5), faults.hits('webhookLate') ? dice.below(90 * minuteMs) : dice.below(3 * secondMs))
      if (faults.hits('webhookTwice')) soon(send(1), dice.below(10 * minuteMs))
    }
  const emit: Emit<EventSubject> = emitTo(ground.deliver)

  function end(session: Session): void {
    if (session.status !== 'open') return
    session.status = 'expired'
    emit('checkout.session.expired', { kind: 'session', id: session.id })
  }

  /** What the provider sees of time going by: a page that nobody has paid on ends by itself. */
  const truth = (session: Session): SessionTruth => {
    if (session.status === 'open' && scheduler.clock.now() >= session.endsAt) end(session)
    const facts = { sessionId: session.id, paymentId: session.paymentId, amount: session.amount }
    const url = session.status === 'open' ? `https://pay.test/${session.id}` : null
    if (session.status === 'open' || session.status === 'expired') return { ...facts, url, status: session.status }
    return { ...facts, url, ...moneyOf(session) }
  }

  function moneyOf(session: Session): MoneyTruth {
    const { intentId, status } = session
    if (status === 'authorised') {
      if (scheduler.clock.now() < session.captureBefore) return { status, intentId, captureBefore: session.captureBefore as Instant }
      letGo(session)
      return { status: 'voided', intentId }
    }
    return status === 'paid' || status === 'voided' ? { status, intentId } : { status: 'waiting' }
  }
  const intentTruth = (session: Session): IntentTruth => ({
    intentId: session.intentId,
    paymentId: session.paymentId,
    amount: session.amount,
    ...moneyOf(session),
  })

  function take(session: Session): void {
    session.status = 'paid'
    const { intentId, paymentId, bookingId, amount } = session
    const charge: Charge = { intentId, paymentId, bookingId, minor: amount.minor, currency: amount.currency }
    charges.set(bookingId, [...(charges.get(bookingId) ?? []), charge])
    move('charge', amount.minor, {
      sourceId: `ch_${paymentId}`,
      fact: facts.charge(paymentId),
      bookingId,
      currency: amount.currency,
      fee: feeOf(amount.minor),
    })
  }

  function letGo(session: Session): void {
    if (session.status !== 'authorised') return
    session.status = 'voided'
    emit('payment_intent.canceled', { kind: 'intent', id: session.intentId })
  }

  function send(refund: BankRefund): void {
    refunds.set(refund.providerId, refund)
    refundsByBooking.set(refund.bookingId, [...(refundsByBooking.get(refund.bookingId) ?? []), refund])
    const source = { sourceId: refund.providerId, bookingId: refund.bookingId, currency: refund.amount.currency }
    move('refund', -refund.amount.minor, { ...source, fact: refund.refundId && facts.refund(refund.refundId) })
    if (refund.status !== 'pending') return
    // Some banks take days, and some send it back.
    const fails = dice.chance(0.3)
    scheduler.at(scheduler.clock.now() + dice.below(4 * dayMs), outside, 'refund ends', () => {
      const ended: BankRefund = { ...refund, status: fails ? 'failed' : 'succeeded', endedAt: scheduler.clock.now() }
      if (fails) move('refund_failure', refund.amount.minor, { ...source, fact: refund.refundId && facts.refundFailed(refund.refundId) })
      refunds.set(refund.providerId, ended)
      const others = (refundsByBooking.get(refund.bookingId) ?? []).filter(({ providerId }) => providerId !== refund.providerId)
      refundsByBooking.set(refund.bookingId, [...others, ended])
      emit(fails ? 'refund.failed' : 'refund.updated', { kind: 'refund', id: refund.providerId })
    })
  }

  /** A call that may fail before it does anything, or after; the process may die at either moment. */
  const calls = (life: Life) => async (name: string, effect: () => unknown) => {
    await scheduler.turn(life, `provider ${name}`)
    // An answer that takes its time may be out of date when it comes.
    const slow = faults.hits('providerSlow') ? dice.pick(['before', 'after']) : undefined
    if (slow === 'before') await scheduler.wait(life, dice.below(40 * secondMs))
    if (faults.hits('providerBefore')) throw new ProviderUnavailable(dice.pick(['timed out', '500', '429']))
    const answer = effect()
    if (slow === 'after') await scheduler.wait(life, dice.below(40 * secondMs))
    await scheduler.turn(life, `provider ${name} answers`)
    if (faults.hits('providerAfter')) throw new ProviderUnavailable('timed out')
    return answer
  }
  const known = (id: string) => {
    const session = sessions.get(id)
    if (!session) throw new Error(`no session ${id}`)
    return session
  }

  const answered =
    (life: Life): Answered =>
    async <T>(name: string, effect: () => T) =>
      (await calls(life)(name, effect)) as T
  const hosts = newHostsBank({
    scheduler,
    dice,
    outside,
    books,
    emit: emitTo(ground.deliverConnect),
    answered,
    onTransfer: ground.onTransfer,
  })

  const leftOf = (session: Session) =>
    (refundsByBooking.get(session.bookingId) ?? [])
      .filter(({ intentId, status }) => intentId === session.intentId && status !== 'failed')
      .reduce((left, { amount }) => left - amount.minor, session.amount.minor)
  const disputeOf = (bookingId: BookingId) => [...disputes.values()].find((each) => each.bookingId === bookingId)

  function dispute(bookingId: BookingId): void {
    const session = sessionsOf.get(bookingId)?.find(({ status }) => status === 'paid')
    const left = session ? leftOf(session) : 0
    if (!session || left <= 0 || disputeOf(bookingId)) return
    const providerId = `dp_${session.paymentId}`
    const { currency } = session.amount
    const amount = money(left, currency)
    const source = { sourceId: providerId, bookingId, currency }
    const opened = { providerId, intentId: session.intentId, amount, reason: 'fraudulent', openedAt: scheduler.clock.now(), bookingId }
    const become = (now: Pick<DisputeTruth, 'status' | 'reinstated'>) => disputes.set(providerId, { ...opened, withdrawn: amount, ...now })
    become({ status: 'open', reinstated: null })
    move('adjustment', -left, { ...source, fact: facts.disputeWithdrawn(providerId), fee: 1_500 })
    emit('charge.dispute.created', { kind: 'dispute', id: providerId })
    const wins = dice.chance(0.5)
    scheduler.at(scheduler.clock.now() + dice.below(4 * dayMs), outside, 'dispute ends', () => {
      become({ status: wins ? 'won' : 'lost', reinstated: wins ? amount : null })
      if (wins) move('adjustment', left, { ...source, fact: facts.disputeReinstated(providerId) })
      emit('charge.dispute.closed', { kind: 'dispute', id: providerId })
    })
  }

  return {
    charges,
    hosts,
    dispute,
    disputeOf,
    refunds: refundsByBooking,
    totals: books.totals,
    forget: (bookingId) => {
      for (const { id } of sessionsOf.get(bookingId) ?? []) sessions.delete(id)
      for (const { providerId } of refundsByBooking.get(bookingId) ?? []) refunds.delete(providerId)
      sessionsOf.delete(bookingId)
      charges.delete(bookingId)
      refundsByBooking.delete(bookingId)
    },
    isUndecided: (providerId, since) => {
      const refund = refunds.get(providerId)
      return refund?.status === 'pending' || (refund?.endedAt ?? 0) > since
    },
    sessionOf: (paymentId) => sessions.get(`cs_${paymentId}`),
    pay: (sessionId) => {
      const session = known(sessionId)
      if (truth(session).status !== 'open') return false
      if (session.capture === 'automatic') take(session)
      else {
        session.status = 'authorised'
        session.captureBefore = scheduler.clock.now() + authorisedMs
        scheduler.at(session.captureBefore, outside, 'what was set aside lapses', () => letGo(session))
      }
      emit('checkout.session.completed', { kind: 'session', id: sessionId })
      return true
    },
    provider: (life) => {
      const call = answered(life)
      return {
        openSession: (ask) =>
          call('openSession', () => {
            const id = `cs_${ask.paymentId}`
            const { paymentId, bookingId, amount, capture } = ask
            const endsAt = Math.min(ask.expiresAt + 31 * minuteMs, ask.createdAt + dayMs)
            const before = sessions.get(id)
            if (!before && scheduler.clock.now() >= endsAt - 30 * minuteMs) return err({ code: 'refused' as const, reason: 'too_late' })
            const session = before ?? {
              id,
              paymentId,
              bookingId,
              amount,
              capture,
              status: 'open' as const,
              endsAt,
              intentId: `pi_${paymentId}`,
              captureBefore: 0,
            }
            if (!before) {
              sessions.set(id, session)
              sessionsOf.set(bookingId, [...(sessionsOf.get(bookingId) ?? []), session])
              scheduler.at(endsAt, outside, 'session ends', () => end(session))
            }
            return ok(truth(session))
          }),
        readSession: (id) => call('readSession', () => truth(known(id))),
        expireSession: (id) =>
          call('expireSession', () => {
            end(known(id))
            return truth(known(id))
          }),
        listTransactions: (span) => call('listTransactions', () => books.list(span)),
        readDispute: (id) =>
          call('readDispute', () => {
            const found = disputes.get(id)
            if (!found) throw new Error(`no dispute ${id}`)
            return found
          }),
        capture: ({ paymentId }) =>
          call('capture', () => {
            const session = known(`cs_${paymentId}`)
            if (session.status === 'authorised' && moneyOf(session).status === 'authorised') {
              take(session)
              emit('charge.captured', { kind: 'intent', id: session.intentId })
            }
            return session.status === 'paid' ? ok(intentTruth(session)) : err({ code: 'refused' as const, reason: 'unexpected_state' })
          }),
        voidIntent: (id) =>
          call('voidIntent', () => {
            letGo(known(sessionOfIntent(id)))
            return intentTruth(known(sessionOfIntent(id)))
          }),
        readIntent: (id) => call('readIntent', () => intentTruth(known(sessionOfIntent(id)))),
        refund: (ask) =>
          call('refund', () => {
            const providerId = `re_${ask.refundId}`
            const before = refunds.get(providerId)
            if (before) return ok(before)
            const session = known(`cs_${ask.paymentId}`)
            if (
              session.status !== 'paid' ||
              ask.amount.minor > leftOf(session) ||
              disputeOf(session.bookingId)?.intentId === session.intentId
            )
              return err({ code: 'refused' as const, reason: 'charge_already_refunded' })
            const status = dice.chance(0.1) ? ('pending' as const) : ('succeeded' as const)
            const refund = { providerId, refundId: ask.refundId, amount: ask.amount, status }
            send({ ...refund, intentId: ask.intentId, bookingId: session.bookingId })
            return ok(refund)
          }),
        readRefund: (id) =>
          call('readRefund', () => {
            const refund = refunds.get(id)
            if (!refund) throw new Error(`no refund ${id}`)
            return refund
          }),
        readEvent: (body, signature) => {
          if (signature !== 'signed by the bank') return err({ code: 'bad_signature' })
          return ok(JSON.parse(body.toString('utf8')) as { id: string; type: string; subject: EventSubject })
        },
      }
    },
  }
}
