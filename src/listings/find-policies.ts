import type { Db, Tx } from '../platform/db.ts'
import { agreedPolicy, isPolicyCode, presetPolicy, type AgreedPolicy, type PolicyId, type PolicyRef } from './cancellation-policy.ts'
import { selectMadePoliciesBy } from './policy-store.ts'

/** The whole policy, as it is now: what a booking that is made now keeps. */
export async function findPolicy(db: Db | Tx, ref: PolicyRef): Promise<AgreedPolicy> {
  const policy = (await findPoliciesBy(db, [ref])).get(ref)
  if (!policy) throw new Error(`a listing names a policy that there is not: ${ref}`)
  return policy
}

/** Many at once: one query, and none when all are presets. */
export async function findPoliciesBy(db: Db | Tx, refs: readonly PolicyRef[]): Promise<Map<PolicyRef, AgreedPolicy>> {
  const all = [...new Set(refs)]
  const made = await selectMadePoliciesBy(
    db,
    all.filter((ref): ref is PolicyId => !isPolicyCode(ref)),
  )
  return new Map<PolicyRef, AgreedPolicy>([
    ...all.filter((ref) => isPolicyCode(ref)).map((ref) => [ref, presetPolicy(ref)] as const),
    ...made.map((policy) => [policy.id, agreedPolicy(policy.id, policy.name, policy)] as const),
  ])
}

/** Whether a host may choose it now. */
export async function isOffered(db: Db | Tx, ref: PolicyRef): Promise<boolean> {
  if (isPolicyCode(ref)) return true
  const [made] = await selectMadePoliciesBy(db, [ref])
  return made?.offered ?? false
}
