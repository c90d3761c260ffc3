import type { Stripe } from 'stripe'
import type { Instant } from '../../kernel/clock.ts'
import { balanceObject } from './balance-object.ts'
import type { DisputeRecord } from './records.ts'
import { seconds } from './session-object.ts'

/** A dispute as Stripe's API writes it. The sandbox takes no evidence: who plays the bank decides. */
export function disputeObject(record: DisputeRecord, now: Instant) {
  return {
    id: record.id,
    object: 'dispute',
    amount: record.amount,
    balance_transactions: record.movements.map((movement) => balanceObject(movement, now)),
    charge: record.chargeId,
    created: seconds(record.createdAt),
    currency: record.currency,
    enhanced_eligibility_types: [],
    evidence_details: {
      due_by: seconds(record.dueBy),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: record.status === 'needs_response' && now > record.dueBy,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: record.intentId,
    reason: record.reason,
    status: record.status,
  } satisfies Omit<Stripe.Dispute, 'evidence'>
}
