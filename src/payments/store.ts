import type { Selectable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId, PaymentId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import { changedOne, prepared, preparedInsert, type Ask } from '../platform/prepared.ts'
import type { Tables } from '../platform/tables.ts'
import type { Payment, PaymentState, Refund, RefundId } from './payment.ts'

type NewPayment = Omit<Payment, 'state' | 'version' | 'sessionId'>

export async function insertPayment(tx: Tx, payment: NewPayment): Promise<void> {
  await insert(tx, {
    id: payment.id,
    booking_id: payment.bookingId,
    amount_minor: payment.amount.minor,
    currency: payment.amount.currency,
    description: payment.description,
    notice: payment.notice,
    return_url: payment.returnUrl,
    expires_at: payment.expiresAt,
    created_at: payment.createdAt,
    version: 1,
    capture: payment.capture,
    ...stateColumns({ state: 'opening' }),
  })
}

const insert = preparedInsert((db) => db.insertInto('payment'))

export async function selectPayment(db: Db | Tx, id: PaymentId): Promise<Payment | undefined> {
  const { rows } = await paymentById(db, { id })
  return rows.map(paymentOf)[0]
}

const paymentById = prepared((db, ask: Ask<{ id: PaymentId }>) => db.selectFrom('payment').selectAll().where('id', '=', ask('id')))

export async function selectPaymentByIntent(db: Db | Tx, intentId: string): Promise<Payment | undefined> {
  const row = await db.selectFrom('payment').selectAll().where('intent_id', '=', intentId).executeTakeFirst()
  return row && paymentOf(row)
}

export async function selectPaymentsOf(db: Db | Tx, bookingIds: readonly BookingId[]): Promise<Payment[]> {
  if (bookingIds.length === 0) return []
  const rows = await db
    .selectFrom('payment')
    .selectAll()
    .where('booking_id', 'in', bookingIds)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(paymentOf)
}

/**
 * Undecided ones that were asked for before `createdBefore`, in order of their ids, from behind `after` on. What is set aside waits for
 * a host, not for the provider, until the bank should have let go of it.
 */
export async function selectUndecided(
  db: Db,
  { createdBefore, now, after, limit }: { createdBefore: Instant; now: Instant; after: PaymentId | null; limit: number },
): Promise<Payment[]> {
  const rows = await db
    .selectFrom('payment')
    .selectAll()
    .where('state', 'in', ['opening', 'open', 'authorised', 'capturing', 'voiding'])
    .where((where) => where.or([where('state', '<>', 'authorised'), where('capture_before', '<=', now)]))
    .where('created_at', '<=', createdBefore)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(paymentOf)
}

/** False when the payment has changed since it was read: nothing is written then. */
export async function savePaymentState(tx: Tx, payment: Payment, next: PaymentState): Promise<boolean> {
  const { id, version } = payment
  return changedOne(await saveState(tx, { ...stateColumns(next), id, version, nextVersion: version + 1 }))
}

const saveState = prepared((db, ask: Ask<StateColumns & Pick<Payment, 'id' | 'version'> & { nextVersion: number }>) =>
  db
    .updateTable('payment')
    .set({
      state: ask('state'),
      session_id: ask('session_id'),
      session_url: ask('session_url'),
      intent_id: ask('intent_id'),
      capture_before: ask('capture_before'),
      version: ask('nextVersion'),
    })
    .where('id', '=', ask('id'))
    .where('version', '=', ask('version')),
)

/** Makes every other writer of this payment and its refunds wait for, or lose against, this transaction. */
export async function lockPayment(tx: Tx, id: PaymentId): Promise<void> {
  await tx
    .updateTable('payment')
    .set((update) => ({ version: update('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function insertRefund(tx: Tx, refund: Omit<Refund, 'state' | 'providerId' | 'version'>): Promise<void> {
  const { id, paymentId, reason, amount, createdAt } = refund
  const values = { id, payment_id: paymentId, reason, amount_minor: amount.minor, currency: amount.currency, created_at: createdAt }
  await tx
    .insertInto('refund')
    .values({ ...values, state: 'pending', provider_id: null, version: 1 })
    .execute()
}

export async function selectRefund(db: Db | Tx, id: RefundId): Promise<Refund | undefined> {
  const row = await db.selectFrom('refund').selectAll().where('id', '=', id).executeTakeFirst()
  return row && refundOf(row)
}

export async function selectRefundsOf(db: Db | Tx, paymentIds: readonly PaymentId[]): Promise<Refund[]> {
  if (paymentIds.length === 0) return []
  const rows = await db.selectFrom('refund').selectAll().where('payment_id', 'in', paymentIds).orderBy('created_at').orderBy('id').execute()
  return rows.map(refundOf)
}

/** Those that the provider has taken without saying how they ended. */
export async function selectTakenRefunds(
  db: Db,
  { createdBefore, after, limit }: { createdBefore: Instant; after: RefundId | null; limit: number },
): Promise<Refund[]> {
  const rows = await db
    .selectFrom('refund')
    .selectAll()
    .where('state', '=', 'pending')
    .where('provider_id', 'is not', null)
    .where('created_at', '<=', createdBefore)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(refundOf)
}

/** False when the refund has changed since it was read: nothing is written then. */
export async function saveRefund(tx: Tx, refund: Refund, next: Pick<Refund, 'state' | 'providerId'>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('refund')
    .set({ state: next.state, provider_id: next.providerId, version: refund.version + 1 })
    .where('id', '=', refund.id)
    .where('version', '=', refund.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function paymentOf(row: Selectable<Tables['payment']>): Payment {
  return {
    id: row.id,
    bookingId: row.booking_id,
    amount: moneyOf(row),
    capture: row.capture,
    description: row.description,
    notice: row.notice,
    returnUrl: row.return_url,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    version: row.version,
    ...stateOf(row),
  }
}

function stateOf(row: Selectable<Tables['payment']>): PaymentState {
  switch (row.state) {
    case 'open':
      return { state: 'open', sessionId: row.session_id!, url: row.session_url! }
    case 'authorised':
    case 'capturing':
    case 'voiding':
      return { state: row.state, sessionId: row.session_id!, intentId: row.intent_id!, captureBefore: row.capture_before! }
    case 'succeeded':
    case 'voided':
      return { state: row.state, sessionId: row.session_id!, intentId: row.intent_id! }
    case 'expired':
      return { state: 'expired', sessionId: row.session_id }
    default:
      return { state: row.state }
  }
}

type StateColumns = Pick<Tables['payment'], 'state' | 'session_id' | 'session_url' | 'intent_id' | 'capture_before'>

function stateColumns(next: PaymentState): StateColumns {
  return {
    state: next.state,
    session_id: 'sessionId' in next ? next.sessionId : null,
    session_url: next.state === 'open' ? next.url : null,
    intent_id: 'intentId' in next ? next.intentId : null,
    capture_before: 'captureBefore' in next ? next.captureBefore : null,
  }
}

function refundOf(row: Selectable<Tables['refund']>): Refund {
  return {
    id: row.id,
    paymentId: row.payment_id,
    amount: moneyOf(row),
    reason: row.reason,
    state: row.state,
    providerId: row.provider_id,
    createdAt: row.created_at,
    version: row.version,
  }
}

const moneyOf = (row: { amount_minor: number; currency: Money['currency'] }) => money(row.amount_minor, row.currency)
