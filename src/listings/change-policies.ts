import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { announce } from '../platform/outbox.ts'
import type { PolicyId } from './cancellation-policy.ts'
import { checkPolicy, policyNameKey, type BadPolicy, type MadePolicy } from './made-policy.ts'
import { selectMadePoliciesBy, updateMadePolicy } from './policy-store.ts'

export type ChangePolicyError = { code: 'policy_not_found' } | { code: 'policy_changed' } | { code: 'policy_name_taken' } | BadPolicy

/** What is left out stays. `version` is the one that the operator saw. */
export type PolicyChange = { id: PolicyId; version: number } & {
  [Part in 'name' | 'tiers' | 'late' | 'offered']?: MadePolicy[Part] | undefined
}

/** The operator changes a policy, or takes it off what hosts may choose. Bookings keep what they were made with. */
export async function changePolicy(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  { id, version, ...change }: PolicyChange,
): Promise<Result<MadePolicy, ChangePolicyError>> {
  return inTransaction(deps.db, async (tx) => {
    const [policy] = await selectMadePoliciesBy(tx, [id])
    if (!policy) return err({ code: 'policy_not_found' })
    if (policy.version !== version) return err({ code: 'policy_changed' })
    const next: MadePolicy = {
      ...policy,
      name: change.name ?? policy.name,
      tiers: change.tiers ?? policy.tiers,
      late: change.late ?? policy.late,
      offered: change.offered ?? policy.offered,
      changedAt: deps.clock.now(),
    }
    const checked = checkPolicy(next)
    if (!checked.ok) return checked
    const saved = await updateMadePolicy(tx, next, policyNameKey(next.name))
    if (saved === 'stale') return err({ code: 'policy_changed' })
    if (saved === 'name_taken') return err({ code: 'policy_name_taken' })
    await announce(tx, deps, { type: 'policy.changed', policyId: id })
    return ok({ ...next, version: version + 1 })
  })
}
