import { idFrom, type BookingId } from '../../kernel/ids.ts'
import type { Tx } from '../../platform/db.ts'
import type { TxDeps } from '../../platform/deps.ts'
import type { CaseFacts, CaseKind, MoneyCase } from './money-case.ts'
import { insertCase, saveCase, selectCase } from './store.ts'

type Sighting = Readonly<{ about: string; kind: CaseKind; bookingId: BookingId | null; facts: CaseFacts }>

export const caseId = (about: string) => idFrom<'money_case'>(`case:${about}`)

/**
 * Puts before the operators what they should look into. Seen again it is the same case; what closed by itself opens again;
 * what an operator has closed stays closed until it changes.
 */
export async function openCase(tx: Tx, { clock }: Pick<TxDeps, 'clock'>, { about, kind, bookingId, facts }: Sighting): Promise<void> {
  const known = await selectCase(tx, caseId(about))
  if (!known) return insertCase(tx, { id: caseId(about), about, kind, bookingId, facts, openedAt: clock.now() })
  const isSame = known.kind === kind && JSON.stringify(known.facts) === JSON.stringify(facts)
  const stays = isSame && (known.state === 'open' || known.closedBy !== null)
  if (stays) return
  const opened = known.state === 'open' ? {} : { opened_at: clock.now() }
  await saved(saveCase(tx, known, { kind, facts, state: 'open', closed_at: null, closed_by: null, ...opened }))
}

/** What it was about has been settled: the case closes by itself. Nothing happens without one, or when it is closed. */
export async function settleCase(tx: Tx, { clock }: Pick<TxDeps, 'clock'>, about: string): Promise<void> {
  const known: MoneyCase | undefined = await selectCase(tx, caseId(about))
  if (known?.state !== 'open') return
  await saved(saveCase(tx, known, { state: 'closed', closed_at: clock.now(), closed_by: null }))
}

/** The transaction rolls back and is tried again by whoever ran it. */
async function saved(saving: Promise<boolean>): Promise<void> {
  if (!(await saving)) throw new Error('a case changed while it was written')
}
