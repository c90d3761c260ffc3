import type { Selectable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import type { HostId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import type { BankPayoutTruth } from '../payments/connect-provider.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'

/** What the provider has sent on to a host's bank, as it was last heard of. */
export type BankPayout = BankPayoutTruth & Readonly<{ hostId: HostId; version: number }>

export async function insertBankPayout(tx: Tx, hostId: HostId, payout: BankPayoutTruth): Promise<void> {
  const { providerId, amount, state, failure, createdAt, arrivesAt } = payout
  await tx
    .insertInto('bank_payout')
    .values({
      provider_id: providerId,
      host_id: hostId,
      amount_minor: amount.minor,
      currency: amount.currency,
      state,
      failure,
      arrives_at: arrivesAt,
      created_at: createdAt,
      version: 1,
    })
    .execute()
}

export async function selectBankPayout(db: Db | Tx, providerId: string): Promise<BankPayout | undefined> {
  const row = await db.selectFrom('bank_payout').selectAll().where('provider_id', '=', providerId).executeTakeFirst()
  return row && payoutOf(row)
}

/** Under `lockHost`. */
export async function saveBankPayout(tx: Tx, known: BankPayout, { state, failure, arrivesAt }: BankPayoutTruth): Promise<void> {
  await tx
    .updateTable('bank_payout')
    .set({ state, failure, arrives_at: arrivesAt, version: known.version + 1 })
    .where('provider_id', '=', known.providerId)
    .where('version', '=', known.version)
    .executeTakeFirst()
}

/** A host's payouts that were made from `from` up to, but without, `until`, oldest first. */
export async function selectBankPayouts(
  db: Db,
  hostId: HostId,
  { from, until, limit }: { from: Instant; until: Instant; limit: number },
): Promise<BankPayout[]> {
  const rows = await db
    .selectFrom('bank_payout')
    .selectAll()
    .where('host_id', '=', hostId)
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .orderBy('created_at')
    .orderBy('provider_id')
    .limit(limit)
    .execute()
  return rows.map(payoutOf)
}

const payoutOf = (row: Selectable<Tables['bank_payout']>): BankPayout => ({
  providerId: row.provider_id,
  hostId: row.host_id,
  amount: money(row.amount_minor, row.currency),
  state: row.state,
  failure: row.failure,
  createdAt: row.created_at,
  arrivesAt: row.arrives_at,
  version: row.version,
})
