import type { Tx } from '../../platform/db.ts'
import { chargeFee, moveBalance } from './balance.ts'
import { onRecord, type TestCard } from './cards.ts'
import { chargeObject } from './charge-object.ts'
import { emitEvent, nobody } from './emit-event.ts'
import { intentObject } from './intent-object.ts'
import { captureBefore, watchHold } from './hold-charge.ts'
import type { ChargeRecord, Decline, IntentRecord, SessionRecord } from './records.ts'
import { newObjectId, type SandboxDeps } from './sandbox-deps.ts'
import { sessionObject } from './session-object.ts'
import { insertRecord, lockRecord, saveRecord, type Locked } from './store.ts'

export type Attempt = Readonly<{ session: Locked<SessionRecord>; intent: Locked<IntentRecord> }>

/** The intent is made with the first attempt, as Stripe does. */
export async function startAttempt(tx: Tx, deps: SandboxDeps, session: Locked<SessionRecord>): Promise<Attempt> {
  const { intentId } = session.record
  const known = intentId === null ? undefined : await lockRecord(tx, 'payment_intent', intentId)
  if (known) return { session, intent: known }
  const intent = newIntent(deps, session.record)
  await insertRecord(tx, intent)
  await emitIntent(tx, deps, 'payment_intent.created', intent)
  return { session: await saveRecord(tx, session, { intentId: intent.id }), intent: { record: intent, version: 1 } }
}

/** The bank pays or declines, as its test card says; the session is complete with the payment. */
export async function askBank(tx: Tx, deps: SandboxDeps, { session, intent }: Attempt, card: TestCard): Promise<SessionRecord> {
  const charge = newCharge(deps, intent.record, card)
  await insertRecord(tx, charge)
  const type = `charge.${charge.status}`
  await emitEvent(tx, deps, { type, object: chargeObject(charge), cause: nobody })
  const chargeIds = [...intent.record.chargeIds, charge.id]
  if (charge.decline) {
    await refuse(tx, deps, intent, { decline: charge.decline, chargeIds })
    return session.record
  }
  if (charge.held) await watchHold(tx, deps, charge)
  else await bookCharge(tx, deps, charge)
  const paid = { card: charge.card, cardKey: card.key, chargeIds, decline: null } as const
  const next = charge.held ? ({ status: 'requires_capture' } as const) : ({ status: 'succeeded', chargeId: charge.id } as const)
  const { record: paidIntent } = await saveRecord(tx, intent, { ...paid, ...next })
  await emitIntent(tx, deps, charge.held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', paidIntent)
  const { record: complete } = await saveRecord(tx, session, { status: 'complete', unpaid: charge.held !== null })
  const object = sessionObject(complete, deps.config.origin())
  await emitEvent(tx, deps, { type: 'checkout.session.completed', object, cause: nobody })
  return complete
}

/** The money of a charge is on the balance, less what taking it costs. */
export const bookCharge = (tx: Tx, deps: SandboxDeps, { id, amount, currency }: ChargeRecord) =>
  moveBalance(tx, deps, { type: 'charge', amount, fee: chargeFee(amount, currency), currency, sourceId: id })

type Refusal = Pick<IntentRecord, 'chargeIds'> & Readonly<{ decline: Decline }>

/** Another card may be tried. */
export async function refuse(tx: Tx, deps: SandboxDeps, intent: Locked<IntentRecord>, { decline, chargeIds }: Refusal): Promise<void> {
  const changes = { status: 'requires_payment_method', card: null, cardKey: null, decline, chargeIds } as const
  const { record } = await saveRecord(tx, intent, changes)
  await emitIntent(tx, deps, 'payment_intent.payment_failed', record)
}

export const emitIntent = (tx: Tx, deps: SandboxDeps, type: string, intent: IntentRecord) =>
  emitEvent(tx, deps, { type, object: intentObject(intent, deps.config.origin()), cause: nobody })

const newIntent = ({ random, clock }: SandboxDeps, session: SessionRecord): IntentRecord => ({
  kind: 'payment_intent',
  id: newObjectId(random, 'pi_'),
  createdAt: clock.now(),
  status: 'requires_payment_method',
  amount: session.amount,
  currency: session.currency,
  ...session.intent,
  sessionId: session.id,
  card: null,
  cardKey: null,
  chargeId: null,
  chargeIds: [],
  decline: null,
  canceledAt: null,
  cancellationReason: null,
})

const newCharge = (deps: SandboxDeps, intent: IntentRecord, card: TestCard): ChargeRecord => ({
  kind: 'charge',
  id: newObjectId(deps.random, 'ch_'),
  createdAt: deps.clock.now(),
  status: card.decline ? 'failed' : 'succeeded',
  amount: intent.amount,
  amountRefunded: 0,
  held: intent.captureMethod === 'manual' && !card.decline ? { captureBefore: captureBefore(deps) } : null,
  currency: intent.currency,
  description: intent.description,
  metadata: intent.metadata,
  transferGroup: intent.transferGroup,
  intentId: intent.id,
  card: onRecord(card),
  cardKey: card.key,
  decline: card.decline,
})
