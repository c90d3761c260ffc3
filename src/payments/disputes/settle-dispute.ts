import { err, ok, type Result } from '../../kernel/result.ts'
import { account } from '../../ledger/accounts.ts'
import { post } from '../../ledger/post.ts'
import { isDuplicate } from '../../platform/db-errors.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import type { Deps, TxDeps } from '../../platform/deps.ts'
import { announce } from '../../platform/outbox.ts'
import { openCase, settleCase } from '../cases/open-case.ts'
import { facts } from '../facts.ts'
import type { DisputeTruth } from '../provider-records.ts'
import { selectPaymentByIntent } from '../store.ts'
import { disputeIdOf, type Dispute } from './dispute.ts'
import { insertDispute, saveDispute, selectDispute } from './store.ts'

const attemptsMax = 10

/**
 * Brings a dispute to what the provider says of it now: what the bank took and gave back is booked once each, the outcome once,
 * whatever came first. Nothing happens when the payment is not ours.
 */
export async function settleDispute(deps: Pick<Deps, 'db' | 'clock' | 'ids'>, truth: DisputeTruth): Promise<void> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const settled = await insertedElsewhere(inTransaction(deps.db, (tx) => settleOnce(tx, deps, truth)))
    if (settled.ok) return
  }
  throw new Error(`the dispute ${truth.providerId} changes faster than it can be settled`)
}

type Settled = Result<undefined, { code: 'dispute_changed' }>

/** Two webhooks about a new dispute, at once: the slower one finds it there, and looks again. */
async function insertedElsewhere(settling: Promise<Settled>): Promise<Settled> {
  try {
    return await settling
  } catch (error) {
    if (isDuplicate(error)) return err({ code: 'dispute_changed' })
    throw error
  }
}

async function settleOnce(tx: Tx, deps: TxDeps, truth: DisputeTruth): Promise<Settled> {
  const known = await selectDispute(tx, disputeIdOf(truth.providerId))
  const dispute = known ?? (await begin(tx, deps, truth))
  if (!dispute) return ok()
  await bookMoney(tx, deps, dispute, truth)
  if (dispute.state !== 'open' || truth.status === 'open') return ok()
  const decided = { state: truth.status, decidedAt: deps.clock.now() } as const
  if (!(await saveDispute(tx, dispute, decided))) return err({ code: 'dispute_changed' })
  await end(tx, deps, { ...dispute, ...decided }, truth)
  return ok()
}

async function begin(tx: Tx, deps: TxDeps, truth: DisputeTruth): Promise<Dispute | undefined> {
  const payment = truth.intentId === null ? undefined : await selectPaymentByIntent(tx, truth.intentId)
  if (!payment) return undefined
  const { providerId, reason, amount, openedAt } = truth
  const { id: paymentId, bookingId } = payment
  const facts = { id: disputeIdOf(providerId), providerId, paymentId, bookingId, reason, amount, openedAt }
  const dispute = { ...facts, state: 'open', decidedAt: null, borneAt: null } as const
  await insertDispute(tx, dispute)
  await openCase(tx, deps, { about: caseOf(truth), kind: 'dispute_open', bookingId, facts: caseFacts(truth) })
  await announce(tx, deps, { type: 'dispute.opened', bookingId, paymentId, disputeId: dispute.id, amount })
  return { ...dispute, version: 1 }
}

/** The bank has the money until it decides; what it gives back is ours again. */
async function bookMoney(tx: Tx, deps: TxDeps, { providerId, bookingId }: Dispute, { withdrawn, reinstated }: DisputeTruth): Promise<void> {
  if (withdrawn) {
    const postings = [{ debit: account.disputes, credit: account.provider, amount: withdrawn }]
    await post(tx, deps, { fact: facts.disputeWithdrawn(providerId), reason: 'dispute_withdrawn', bookingId, postings })
  }
  if (reinstated) {
    const postings = [{ debit: account.provider, credit: account.disputes, amount: reinstated }]
    await post(tx, deps, { fact: facts.disputeReinstated(providerId), reason: 'dispute_reinstated', bookingId, postings })
  }
}

/** Lost: what the bank has is gone from the booking. Who bears it there is the booking's to say. */
async function end(tx: Tx, deps: TxDeps, dispute: Dispute, truth: DisputeTruth): Promise<void> {
  const { id: disputeId, bookingId, paymentId, amount, state, providerId } = dispute
  if (state === 'lost' && truth.withdrawn) {
    const postings = [{ debit: account.booking(bookingId), credit: account.disputes, amount: truth.withdrawn }]
    await post(tx, deps, { fact: `dispute-lost:${providerId}`, reason: 'dispute_lost', bookingId, postings })
  }
  if (state === 'won') await settleCase(tx, deps, caseOf(truth))
  else await openCase(tx, deps, { about: caseOf(truth), kind: 'dispute_lost', bookingId, facts: caseFacts(truth) })
  await announce(tx, deps, { type: `dispute.${state}`, bookingId, paymentId, disputeId, amount })
}

const caseOf = ({ providerId }: DisputeTruth) => `dispute:${providerId}`
const caseFacts = ({ amount, reason, providerId }: DisputeTruth) => ({ amount, reason, reference: providerId })
