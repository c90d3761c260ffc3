import { err, ok } from '../src/kernel/result.ts'
import type { PaymentId } from '../src/kernel/ids.ts'
import { dayMs, later, type Clock } from '../src/kernel/clock.ts'
import {
  ProviderUnavailable,
  type IntentTruth,
  type MoneyTruth,
  type Provider,
  type RefundTruth,
  type SessionTruth,
} from '../src/payments/provider.ts'

/** A provider in memory, for tests of what happens around it. Its own API is proven against the sandbox, not here. */
export type FakeProvider = Provider & {
  /** The guest pays on the provider's page; by a manual capture the money is set aside. @throws when the page is not open. */
  pay(paymentId: PaymentId): void
  /** The bank lets go of money that was set aside, whatever we have asked for. */
  lapse(paymentId: PaymentId): void
  /** The money is taken at the provider's own desk. */
  captureByHand(paymentId: PaymentId): void
  /** Until it is called again with false, no money that was set aside can be taken. */
  refuseCaptures(refuses: boolean): void
  /** What has been taken of a payment, and not let go of. */
  takenMinor(paymentId: PaymentId): number
  /** How often money was sent back, and how much, by payment. */
  refundedMinor(paymentId: PaymentId): number
  /** Until it is called again with false, every call times out, after its effect or before. */
  goDown(how: 'before_effect' | 'after_effect' | false): void
}

/** For how long the banks here keep money that is set aside. */
export const heldMs = 6 * dayMs

export function newFakeProvider(clock: Clock): FakeProvider {
  const sessions = new Map<string, SessionTruth>()
  const refunds = new Map<string, RefundTruth & { paymentId: PaymentId }>()
  const manual = new Set<string>()
  let refusesCaptures = false
  let down: 'before_effect' | 'after_effect' | false = false

  async function answered<T>(effect: () => T): Promise<T> {
    if (down === 'before_effect') throw new ProviderUnavailable('timed out')
    const answer = effect()
    if (down === 'after_effect') throw new ProviderUnavailable('timed out')
    return answer
  }
  const sessionOf = (id: string) => {
    const session = sessions.get(id)
    if (!session) throw new Error(`no session ${id}`)
    return session
  }
  /** How the money of a page stands, as of now: what was set aside lapses by itself. */
  const moneyOf = (sessionId: string): SessionTruth => {
    const session = sessionOf(sessionId)
    if (session.status !== 'authorised' || clock.now() < session.captureBefore) return session
    return become(sessionId, { status: 'voided', intentId: session.intentId })
  }
  const become = (sessionId: string, money: MoneyTruth): SessionTruth => {
    const { paymentId, url, amount } = sessionOf(sessionId)
    const session: SessionTruth = { sessionId, paymentId, url, amount, ...money }
    sessions.set(sessionId, session)
    return session
  }
  const intentTruth = (intentId: string): IntentTruth => {
    const session = moneyOf(intentId.replace('pi_', 'cs_'))
    if (session.status === 'open' || session.status === 'expired' || session.amount === null) throw new Error(`no intent ${intentId}`)
    const { paymentId, amount, ...money } = session
    return { ...money, paymentId, amount, intentId }
  }
  const decide = (intentId: string, status: 'paid' | 'voided'): IntentTruth => {
    if (intentTruth(intentId).status === 'authorised') become(intentId.replace('pi_', 'cs_'), { status, intentId })
    return intentTruth(intentId)
  }
  return {
    capture: ({ intentId }) =>
      answered(() => {
        if (refusesCaptures || intentTruth(intentId).status === 'voided') return err({ code: 'refused', reason: 'not_capturable' } as const)
        return ok(decide(intentId, 'paid'))
      }),
    voidIntent: (intentId) => answered(() => decide(intentId, 'voided')),
    readIntent: (intentId) => answered(() => intentTruth(intentId)),
    openSession: (ask) =>
      answered(() => {
        if (ask.capture === 'manual') manual.add(ask.paymentId)
        const sessionId = `cs_${ask.paymentId}`
        const known = sessions.get(sessionId)
        const session = known ?? {
          sessionId,
          paymentId: ask.paymentId,
          url: `https://pay.test/${sessionId}`,
          amount: ask.amount,
          status: 'open' as const,
        }
        sessions.set(sessionId, session)
        return ok(session)
      }),
    readSession: (id) => answered(() => moneyOf(id)),
    expireSession: (id) =>
      answered(() => {
        const { status, ...rest } = sessionOf(id)
        const after = status === 'open' ? ({ ...rest, status: 'expired' } as SessionTruth) : sessionOf(id)
        sessions.set(id, after)
        return after
      }),
    refund: ({ refundId, paymentId, amount }) =>
      answered(() => {
        const known = refunds.get(refundId) ?? { providerId: `re_${refundId}`, refundId, paymentId, amount, status: 'succeeded' as const }
        refunds.set(refundId, known)
        return ok(known)
      }),
    readRefund: (providerId) =>
      answered(() => {
        const refund = [...refunds.values()].find((each) => each.providerId === providerId)
        if (!refund) throw new Error(`no refund ${providerId}`)
        return refund
      }),
    // It keeps no books: what compares them with ours is tested on the sandbox.
    listTransactions: async () => ({ transactions: [], more: false }),
    readDispute: async (id) => Promise.reject(new Error(`no dispute ${id}`)),
    readEvent: () => err({ code: 'bad_signature' }),
    pay: (paymentId) => {
      const session = sessionOf(`cs_${paymentId}`)
      if (session.status !== 'open') throw new Error(`the page is ${session.status}`)
      const intentId = `pi_${paymentId}`
      const held = { status: 'authorised', intentId, captureBefore: later(clock.now(), heldMs) } as const
      become(session.sessionId, manual.has(paymentId) ? held : { status: 'paid', intentId })
    },
    lapse: (paymentId) => void become(`cs_${paymentId}`, { status: 'voided', intentId: `pi_${paymentId}` }),
    captureByHand: (paymentId) => void decide(`pi_${paymentId}`, 'paid'),
    refuseCaptures: (refuses) => {
      refusesCaptures = refuses
    },
    takenMinor: (paymentId) => {
      const session = sessions.get(`cs_${paymentId}`)
      return session?.status === 'paid' ? (session.amount?.minor ?? 0) : 0
    },
    refundedMinor: (paymentId) =>
      [...refunds.values()].filter((refund) => refund.paymentId === paymentId).reduce((sum, { amount }) => sum + amount.minor, 0),
    goDown: (how) => {
      down = how
    },
  }
}
