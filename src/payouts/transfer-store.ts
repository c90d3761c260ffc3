import type { Selectable } from 'kysely'
import type { BookingId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Tables } from '../platform/tables.ts'
import type { Reversal, SendState, Transfer } from './transfer.ts'

type New<T> = Omit<T, 'state' | 'providerId' | 'version'>

export async function insertTransfer(tx: Tx, transfer: New<Transfer>): Promise<void> {
  await tx
    .insertInto('host_transfer')
    .values({ ...commonColumns(transfer), account_id: transfer.accountId, intent_id: transfer.intentId, ...fresh })
    .execute()
}

export async function insertReversal(tx: Tx, reversal: New<Reversal>): Promise<void> {
  await tx
    .insertInto('transfer_reversal')
    .values({ ...commonColumns(reversal), transfer_id: reversal.transferId, ...fresh })
    .execute()
}

/** Oldest first. */
export async function selectTransfers(db: Db | Tx, bookingId: BookingId): Promise<Transfer[]> {
  const rows = await db
    .selectFrom('host_transfer')
    .selectAll()
    .where('booking_id', '=', bookingId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(transferOf)
}

export async function selectReversals(db: Db | Tx, bookingId: BookingId): Promise<Reversal[]> {
  const rows = await db
    .selectFrom('transfer_reversal')
    .selectAll()
    .where('booking_id', '=', bookingId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(reversalOf)
}

type Outcome = Readonly<{ state: SendState; providerId: string | null }>

/** False when it has changed since it was read: nothing is written then. */
export async function saveTransfer(tx: Tx, { id, version }: Transfer, { state, providerId }: Outcome): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('host_transfer')
    .set({ state, provider_id: providerId, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when it has changed since it was read: nothing is written then. */
export async function saveReversal(tx: Tx, { id, version }: Reversal, { state, providerId }: Outcome): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('transfer_reversal')
    .set({ state, provider_id: providerId, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const fresh = { state: 'pending', provider_id: null, version: 1 } as const

const commonColumns = <T extends New<Transfer> | New<Reversal>>({ id, bookingId, hostId, amount, createdAt }: T) => ({
  id: id as T['id'],
  booking_id: bookingId,
  host_id: hostId,
  amount_minor: amount.minor,
  currency: amount.currency,
  created_at: createdAt,
})

const transferOf = (row: Selectable<Tables['host_transfer']>): Transfer => ({
  ...commonOf(row),
  id: row.id,
  accountId: row.account_id,
  intentId: row.intent_id,
})

const reversalOf = (row: Selectable<Tables['transfer_reversal']>): Reversal => ({
  ...commonOf(row),
  id: row.id,
  transferId: row.transfer_id,
})

const commonOf = (row: Selectable<Tables['host_transfer'] | Tables['transfer_reversal']>) => ({
  bookingId: row.booking_id,
  hostId: row.host_id,
  amount: money(row.amount_minor, row.currency),
  state: row.state,
  providerId: row.provider_id,
  createdAt: row.created_at,
  version: row.version,
})
