import { err, ok } from '../src/kernel/result.ts'
import type { PaymentId } from '../src/kernel/ids.ts'
import { ProviderUnavailable, type Provider, type RefundTruth, type SessionTruth } from '../src/payments/provider.ts'

/** A provider in memory, for tests of what happens around it. Its own API is proven against the sandbox, not here. */
export type FakeProvider = Provider & {
  /** The guest pays on the provider's page. @throws when the page is not open. */
  pay(paymentId: PaymentId): void
  /** How often money was sent back, and how much, by payment. */
  refundedMinor(paymentId: PaymentId): number
  /** Until it is called again with false, every call times out, after its effect or before. */
  goDown(how: 'before_effect' | 'after_effect' | false): void
}

export function newFakeProvider(): FakeProvider {
  const sessions = new Map<string, SessionTruth>()
  const refunds = new Map<string, RefundTruth & { paymentId: PaymentId }>()
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
  return {
    openSession: (ask) =>
      answered(() => {
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
    readSession: (id) => answered(() => sessionOf(id)),
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
    readEvent: () => err({ code: 'bad_signature' }),
    pay: (paymentId) => {
      const session = sessionOf(`cs_${paymentId}`)
      if (session.status !== 'open') throw new Error(`the page is ${session.status}`)
      sessions.set(session.sessionId, { ...session, status: 'paid', intentId: `pi_${paymentId}` })
    },
    refundedMinor: (paymentId) =>
      [...refunds.values()].filter((refund) => refund.paymentId === paymentId).reduce((sum, { amount }) => sum + amount.minor, 0),
    goDown: (how) => {
      down = how
    },
  }
}
