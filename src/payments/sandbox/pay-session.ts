import { err, ok, type Result } from '../../kernel/result.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { authenticationFailed, onRecord, testCard, type TestCard } from './cards.ts'
import { askBank, emitIntent, refuse, startAttempt, type Attempt } from './charge-card.ts'
import { nobody } from './emit-event.ts'
import { expireLocked, isDue } from './expire-session.ts'
import type { Decline, SessionRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { lockRecord, saveRecord, type Locked } from './store.ts'

/** What the payer sees next. */
export type PayOutcome = Readonly<
  | { next: 'paid' | 'expired'; session: SessionRecord }
  | { next: 'declined'; session: SessionRecord; decline: Decline }
  | { next: 'authenticate' | 'try_a_card' }
>
type Outcome = Promise<Result<PayOutcome, { code: 'no_such_session' }>>

/** The payer has typed a card. */
export function paySession(deps: SandboxDeps, { sessionId, card }: { sessionId: string; card: TestCard }): Outcome {
  return withOpenSession(deps, sessionId, async (tx, session) => {
    const attempt = await startAttempt(tx, deps, session)
    if (!card.authenticates) return finish(tx, deps, attempt, card)
    const { record } = await saveRecord(tx, attempt.intent, {
      status: 'requires_action',
      card: onRecord(card),
      cardKey: card.key,
      decline: null,
    })
    await emitIntent(tx, deps, 'payment_intent.requires_action', record)
    return { next: 'authenticate' }
  })
}

/** The payer's bank has asked whether it is really them. */
export function authenticateSession(deps: SandboxDeps, { sessionId, agreed }: { sessionId: string; agreed: boolean }): Outcome {
  return withOpenSession(deps, sessionId, async (tx, session) => {
    const attempt = await startAttempt(tx, deps, session)
    const card = testCard(attempt.intent.record.cardKey ?? '')
    if (attempt.intent.record.status !== 'requires_action' || !card) return { next: 'try_a_card' }
    if (agreed) return finish(tx, deps, attempt, card)
    await refuse(tx, deps, attempt.intent, { decline: authenticationFailed, chargeIds: attempt.intent.record.chargeIds })
    return { next: 'declined', session: attempt.session.record, decline: authenticationFailed }
  })
}

async function finish(tx: Tx, deps: SandboxDeps, attempt: Attempt, card: TestCard): Promise<PayOutcome> {
  const session = await askBank(tx, deps, attempt, card)
  return card.decline ? { next: 'declined', session, decline: card.decline } : { next: 'paid', session }
}

/** Paying and expiring meet at the session's lock: exactly one of them finds it open. */
function withOpenSession(deps: SandboxDeps, id: string, work: (tx: Tx, session: Locked<SessionRecord>) => Promise<PayOutcome>): Outcome {
  return inTransaction(deps.db, async (tx) => {
    const session = await lockRecord(tx, 'checkout.session', id)
    if (!session) return err({ code: 'no_such_session' })
    const { record } = session
    if (record.status === 'complete') return ok({ next: 'paid', session: record })
    if (record.status === 'expired') return ok({ next: 'expired', session: record })
    if (isDue(record, deps)) return ok({ next: 'expired', session: await expireLocked(tx, deps, session, nobody) })
    return ok(await work(tx, session))
  })
}
