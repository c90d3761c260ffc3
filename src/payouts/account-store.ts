import type { Selectable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import type { HostId } from '../kernel/ids.ts'
import type { Requirement } from '../payments/connect-provider.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import { updateOrInsert } from '../platform/update-or-insert.ts'
import type { PayoutAccount } from './payout-account.ts'

/**
 * Makes every other decision about this host's money wait for, or lose against, this transaction; what is read after it is the
 * newest. The first makes the row.
 */
export async function lockHost(tx: Tx, hostId: HostId, now: Instant): Promise<void> {
  const values = { host_id: hostId, account_id: null, country: null, checked_at: null, created_at: now, version: 1 }
  await updateOrInsert(
    () =>
      tx
        .updateTable('payout_account')
        .set((update) => ({ version: update('version', '+', 1) }))
        .where('host_id', '=', hostId)
        .executeTakeFirstOrThrow(),
    () =>
      tx
        .insertInto('payout_account')
        .values({ ...values, standing: 'none', requirements: '[]' })
        .execute(),
  )
}

export async function selectAccount(db: Db | Tx, hostId: HostId): Promise<PayoutAccount | undefined> {
  const row = await db.selectFrom('payout_account').selectAll().where('host_id', '=', hostId).executeTakeFirst()
  return row && accountOf(row)
}

export async function selectAccountBy(db: Db | Tx, accountId: string): Promise<PayoutAccount | undefined> {
  const row = await db.selectFrom('payout_account').selectAll().where('account_id', '=', accountId).executeTakeFirst()
  return row && accountOf(row)
}

/** Accounts at the provider that were last looked at before `checkedBefore`, in order of their hosts, from behind `after` on. */
export async function selectUnchecked(
  db: Db,
  { checkedBefore, after, limit }: { checkedBefore: Instant; after: HostId | null; limit: number },
): Promise<PayoutAccount[]> {
  const rows = await db
    .selectFrom('payout_account')
    .selectAll()
    .where('account_id', 'is not', null)
    .where('checked_at', '<=', checkedBefore)
    .$if(after !== null, (query) => query.where('host_id', '>', after))
    .orderBy('host_id')
    .limit(limit)
    .execute()
  return rows.map(accountOf)
}

type Changes = Partial<Pick<PayoutAccount, 'accountId' | 'country' | 'standing' | 'requirements' | 'checkedAt'>>

/** Under `lockHost`. */
export async function saveAccount(tx: Tx, { hostId, ...account }: PayoutAccount, changes: Changes): Promise<void> {
  const { accountId, country, standing, requirements, checkedAt } = { ...account, ...changes }
  await tx
    .updateTable('payout_account')
    .set({ account_id: accountId, country, standing, requirements: JSON.stringify(requirements), checked_at: checkedAt })
    .where('host_id', '=', hostId)
    .execute()
}

const accountOf = (row: Selectable<Tables['payout_account']>): PayoutAccount => ({
  hostId: row.host_id,
  accountId: row.account_id,
  country: row.country,
  standing: row.standing,
  requirements: JSON.parse(row.requirements) as Requirement[],
  checkedAt: row.checked_at,
  version: row.version,
})
