import assert from 'node:assert/strict'
import { dayMs, minuteMs, secondMs, type Instant } from '../../src/kernel/clock.ts'
import type { BookingId, PaymentId } from '../../src/kernel/ids.ts'
import { money, type Currency, type Money } from '../../src/kernel/money.ts'
import { facts } from '../../src/payments/facts.ts'
import type { ProviderTransaction } from '../../src/payments/provider-records.ts'
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
  forget(bookingId: BookingId, paymentId: PaymentId): void
  /** All that it has taken in, less what has gone back, per currency. */
  totals(): Map<string, number>
}

const pageMax = 100
/** How long a bank keeps money set aside. */
const authorisedMs = 7 * dayMs
const sessionOfIntent = (intentId: string) => intentId.replace(/^pi_/, 'cs_')

type Ground = {
  scheduler: Scheduler
  faults: Faults
  dice: Dice
  outside: Life
  deliver: (event: { id: string; body: string }) => Promise<boolean>
}

export function newBank({ scheduler, faults, dice, outside, deliver }: Ground): Bank {
  const sessions = new Map<string, Session>()
  const refunds = new Map<string, BankRefund>()
  const refundsByBooking = new Map<BookingId, BankRefund[]>()
  const charges = new Map<BookingId, Charge[]>()
  const totals = new Map<string, number>()
  let made = 0
  const transactions: ProviderTransaction[] = []
  /** Moves our balance there, and writes down by what. */
  function move(
    type: string,
    minor: number,
    of: Pick<ProviderTransaction, 'sourceId' | 'fact' | 'bookingId'> & { currency: Currency },
  ): void {
    const { currency, ...source } = of
    totals.set(currency, (totals.get(currency) ?? 0) + minor)
    const createdAt = scheduler.clock.now()
    transactions.push({
      id: `txn_${transactions.length + 1}`,
      type,
      amount: money(minor, currency),
      fee: money(0, currency),
      createdAt,
      ...source,
    })
  }

  /** Tells of something, some time, maybe twice, maybe never; and again when it was not taken. */
  function emit(type: string, subject: EventSubject): void {
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
    move('charge', amount.minor, { sourceId: `ch_${paymentId}`, fact: facts.charge(paymentId), bookingId, currency: amount.currency })
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
    if (faults.hits('providerSlow')) await scheduler.wait(life, dice.below(40 * secondMs))
    if (faults.hits('providerBefore')) throw new ProviderUnavailable(dice.pick(['timed out', '500', '429']))
    const answer = effect()
    await scheduler.turn(life, `provider ${name} answers`)
    if (faults.hits('providerAfter')) throw new ProviderUnavailable('timed out')
    return answer
  }
  const known = (id: string) => {
    const session = sessions.get(id)
    if (!session) throw new Error(`no session ${id}`)
    return session
  }

  return {
    charges,
    refunds: refundsByBooking,
    totals: () => totals,
    forget: (bookingId, paymentId) => {
      sessions.delete(`cs_${paymentId}`)
      for (const { providerId } of refundsByBooking.get(bookingId) ?? []) refunds.delete(providerId)
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
      const call = calls(life)
      const answered = async <T>(name: string, effect: () => T): Promise<T> => (await call(name, effect)) as T
      return {
        openSession: (ask) =>
          answered('openSession', () => {
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
              scheduler.at(endsAt, outside, 'session ends', () => end(session))
            }
            return ok(truth(session))
          }),
        readSession: (id) => answered('readSession', () => truth(known(id))),
        expireSession: (id) =>
          answered('expireSession', () => {
            end(known(id))
            return truth(known(id))
          }),
        listTransactions: ({ createdFrom, before }) =>
          answered('listTransactions', () => {
            const until = before === null ? transactions.length : transactions.findIndex(({ id }) => id === before)
            const older = transactions.slice(0, until).filter(({ createdAt }) => createdFrom === null || createdAt >= createdFrom)
            return { transactions: older.slice(-pageMax).toReversed(), more: older.length > pageMax }
          }),
        readDispute: (id) => answered('readDispute', () => assert.fail(`nobody has disputed anything: ${id}`)),
        capture: ({ paymentId }) =>
          answered('capture', () => {
            const session = known(`cs_${paymentId}`)
            if (session.status === 'authorised' && moneyOf(session).status === 'authorised') {
              take(session)
              emit('charge.captured', { kind: 'intent', id: session.intentId })
            }
            return session.status === 'paid' ? ok(intentTruth(session)) : err({ code: 'refused' as const, reason: 'unexpected_state' })
          }),
        voidIntent: (id) =>
          answered('voidIntent', () => {
            letGo(known(sessionOfIntent(id)))
            return intentTruth(known(sessionOfIntent(id)))
          }),
        readIntent: (id) => answered('readIntent', () => intentTruth(known(sessionOfIntent(id)))),
        refund: (ask) =>
          answered('refund', () => {
            const providerId = `re_${ask.refundId}`
            const before = refunds.get(providerId)
            if (before) return ok(before)
            const session = known(`cs_${ask.paymentId}`)
            const gone = (refundsByBooking.get(session.bookingId) ?? []).filter(
              ({ intentId, status }) => intentId === ask.intentId && status !== 'failed',
            )
            const left = session.amount.minor - gone.reduce((sum, { amount }) => sum + amount.minor, 0)
            if (session.status !== 'paid' || ask.amount.minor > left)
              return err({ code: 'refused' as const, reason: 'charge_already_refunded' })
            const status = dice.chance(0.1) ? ('pending' as const) : ('succeeded' as const)
            const refund = { providerId, refundId: ask.refundId, amount: ask.amount, status }
            send({ ...refund, intentId: ask.intentId, bookingId: session.bookingId })
            return ok(refund)
          }),
        readRefund: (id) =>
          answered('readRefund', () => {
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
