import { parseId } from '../../kernel/ids.ts'
import { lookInto } from '../handle-event.ts'
import type { PaymentDeps } from '../payment-deps.ts'
import { selectPayment } from '../store.ts'
import type { MoneyItem } from './money-item.ts'

/**
 * The provider has moved money and the ledger does not know: a webhook was lost, and what it was about is no more polled, such as
 * a refund that comes back weeks later. So the thing itself is asked for, as its webhook would have made us.
 */
export async function lookIntoItem(deps: PaymentDeps, { about, sourceId }: MoneyItem): Promise<void> {
  const [fact = '', id = ''] = about.split(':')
  if (fact === 'charge') {
    const paymentId = parseId<'payment'>(id)
    const payment = paymentId.ok ? await selectPayment(deps.db, paymentId.value) : undefined
    if (payment && 'sessionId' in payment && payment.sessionId !== null) await lookInto(deps, { kind: 'session', id: payment.sessionId })
  }
  if (sourceId === null) return
  if (fact.startsWith('refund')) await lookInto(deps, { kind: 'refund', id: sourceId })
  if (fact.startsWith('dispute')) await lookInto(deps, { kind: 'dispute', id: sourceId })
}
