import type { PaymentId } from '../kernel/ids.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { ProviderUnavailable } from './provider.ts'
import { settlePayment } from './settle-payment.ts'
import { selectPayment } from './store.ts'

/**
 * Makes the provider end a payment's page and settles what it says then. @throws ProviderUnavailable while the provider has
 * not decided; the job asks again.
 */
export async function closePayment(deps: PaymentDeps, paymentId: PaymentId): Promise<void> {
  const payment = await selectPayment(deps.db, paymentId)
  if (payment?.state === 'failed') return void (await settlePayment(deps, paymentId, { status: 'never_opened' }))
  if (payment?.state !== 'opening' && payment?.state !== 'open') return
  const sessionId = payment.state === 'open' ? payment.sessionId : await sessionOf(deps, payment)
  const truth = sessionId === undefined ? ({ status: 'never_opened' } as const) : await deps.provider.expireSession(sessionId)
  const state = await settlePayment(deps, paymentId, truth)
  if (state === 'opening' || state === 'open') throw new ProviderUnavailable(`the provider still takes the payment ${paymentId}`)
}

/**
 * Whether the opening got through is unknown: the same request again tells. Answered with the session, it exists; refused, it
 * does not, for a provider looks its keys up before it judges.
 */
async function sessionOf({ provider }: PaymentDeps, payment: Payment): Promise<string | undefined> {
  const asked = await provider.openSession({ ...payment, paymentId: payment.id })
  return asked.ok ? asked.value.sessionId : undefined
}
