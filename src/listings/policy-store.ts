import type { Selectable } from 'kysely'
import type { Db, Tx } from '../platform/db.ts'
import { isDuplicate } from '../platform/db-errors.ts'
import type { Tables } from '../platform/tables.ts'
import type { CancellationPolicy, PolicyId } from './cancellation-policy.ts'
import { policiesMax, type MadePolicy } from './made-policy.ts'

/** In the order in which they were made. */
export async function selectMadePolicies(db: Db | Tx): Promise<MadePolicy[]> {
  const rows = await db.selectFrom('cancellation_policy').selectAll().orderBy('id').limit(policiesMax).execute()
  return rows.map(policyOf)
}

export async function selectMadePoliciesBy(db: Db | Tx, ids: readonly PolicyId[]): Promise<MadePolicy[]> {
  if (ids.length === 0) return []
  return (await db.selectFrom('cancellation_policy').selectAll().where('id', 'in', ids).execute()).map(policyOf)
}

/** False when another has this name. */
export async function insertMadePolicy(tx: Tx, policy: MadePolicy, nameKey: string): Promise<boolean> {
  const { id, createdAt, version } = policy
  try {
    await tx
      .insertInto('cancellation_policy')
      .values({ id, ...columnsOf(policy), name_key: nameKey, created_at: createdAt, version })
      .execute()
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** 'stale': it has changed since it was read, and nothing is written. */
export async function updateMadePolicy(tx: Tx, policy: MadePolicy, nameKey: string): Promise<'saved' | 'stale' | 'name_taken'> {
  try {
    const { numUpdatedRows } = await tx
      .updateTable('cancellation_policy')
      .set({ ...columnsOf(policy), name_key: nameKey, version: policy.version + 1 })
      .where('id', '=', policy.id)
      .where('version', '=', policy.version)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n ? 'saved' : 'stale'
  } catch (error) {
    if (isDuplicate(error)) return 'name_taken'
    throw error
  }
}

const columnsOf = ({ name, tiers, late, offered, changedAt }: MadePolicy) => ({
  name,
  terms: JSON.stringify({ tiers, late }),
  offered: offered ? (1 as const) : (0 as const),
  changed_at: changedAt,
})

function policyOf(row: Selectable<Tables['cancellation_policy']>): MadePolicy {
  const { tiers, late } = JSON.parse(row.terms) as CancellationPolicy
  const { id, name, created_at: createdAt, changed_at: changedAt, version } = row
  return { id, name, tiers, late, offered: row.offered === 1, createdAt, changedAt, version }
}
