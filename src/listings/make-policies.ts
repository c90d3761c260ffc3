import { err, ok, type Result } from '../kernel/result.ts'
import { inTransaction } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { CancellationPolicy } from './cancellation-policy.ts'
import { checkPolicy, policiesMax, policyNameKey, type BadPolicy, type MadePolicy } from './made-policy.ts'
import { insertMadePolicy, selectMadePolicies } from './policy-store.ts'

export type MakePolicyError = BadPolicy | { code: 'policy_name_taken' } | { code: 'too_many_policies'; policiesMax: number }

/** The operator makes a policy that hosts may choose from now on. */
export async function makePolicy(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  { name, tiers, late }: CancellationPolicy & { name: string },
): Promise<Result<MadePolicy, MakePolicyError>> {
  const checked = checkPolicy({ tiers, late })
  if (!checked.ok) return checked
  return inTransaction(deps.db, async (tx) => {
    if ((await selectMadePolicies(tx)).length >= policiesMax) return err({ code: 'too_many_policies', policiesMax })
    const now = deps.clock.now()
    const policy = { id: deps.ids.next<'policy'>(), name, tiers, late, offered: true, createdAt: now, changedAt: now, version: 1 }
    return (await insertMadePolicy(tx, policy, policyNameKey(name))) ? ok(policy) : err({ code: 'policy_name_taken' })
  })
}
