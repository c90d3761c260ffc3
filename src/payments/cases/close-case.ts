import type { UserId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { inTransaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { MoneyCase, MoneyCaseId } from './money-case.ts'
import { saveCase, selectCase } from './store.ts'

type Closing = Readonly<{ caseId: MoneyCaseId; userId: UserId; note: string }>
export type CloseCaseError = Readonly<{ code: 'case_not_found' | 'case_closed' | 'case_changed' }>

/** An operator has looked into it, and says what came of it. The ledger stays as it is: whoever corrects it posts a new entry. */
export function closeCase(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { caseId, userId, note }: Closing,
): Promise<Result<MoneyCase, CloseCaseError>> {
  return inTransaction(db, async (tx) => {
    const known = await selectCase(tx, caseId)
    if (!known) return err({ code: 'case_not_found' })
    if (known.state === 'closed') return err({ code: 'case_closed' })
    const closed = { state: 'closed', closed_at: clock.now(), closed_by: userId, note } as const
    if (!(await saveCase(tx, known, closed))) return err({ code: 'case_changed' })
    const { closed_at: closedAt, closed_by: closedBy } = closed
    return ok({ ...known, state: 'closed', closedAt, closedBy, note, version: known.version + 1 })
  })
}
