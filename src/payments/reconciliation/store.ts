import type { Selectable } from 'kysely'
import type { Instant } from '../../kernel/clock.ts'
import { money, type Currency } from '../../kernel/money.ts'
import { wholeNumber } from '../../platform/aggregates.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { prepared, preparedInsert, type Ask } from '../../platform/prepared.ts'
import { updateOrInsert } from '../../platform/update-or-insert.ts'
import type { Tables } from '../../platform/tables.ts'
import type { MoneyItem } from './money-item.ts'

export async function selectItem(db: Db | Tx, id: string): Promise<MoneyItem | undefined> {
  return (await itemById(db, { id })).rows.map(itemOf)[0]
}

const itemById = prepared((db, ask: Ask<{ id: string }>) => db.selectFrom('money_item').selectAll().where('id', '=', ask('id')))

export async function selectItemSides(db: Db, ids: readonly string[]): Promise<{ id: string; ours_minor: number | null }[]> {
  return db.selectFrom('money_item').select(['id', 'ours_minor']).where('id', 'in', ids).execute()
}

export async function selectKnownTransactions(db: Db | Tx, ids: readonly string[]): Promise<Set<string | null>> {
  const rows = await db.selectFrom('money_item').select('transaction_id').where('transaction_id', 'in', ids).execute()
  return new Set(rows.map((row) => row.transaction_id))
}

export async function insertItem(tx: Tx, item: Omit<MoneyItem, 'version'>): Promise<void> {
  const { id, seenAt } = item
  await insert(tx, { id, seen_at: seenAt, version: 1, ...columnsOf(item) })
}

const insert = preparedInsert((db) => db.insertInto('money_item'))

/** False when the item has changed since it was read: nothing is written then. */
export async function saveItem(tx: Tx, item: MoneyItem, next: Omit<MoneyItem, 'id' | 'seenAt' | 'version'>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('money_item')
    .set({ ...columnsOf(next), version: item.version + 1 })
    .where('id', '=', item.id)
    .where('version', '=', item.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Longest waiting first. */
export async function selectWaiting(db: Db, seenBefore: Instant, limit: number): Promise<MoneyItem[]> {
  const rows = await db
    .selectFrom('money_item')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('seen_at', '<=', seenBefore)
    .orderBy('seen_at')
    .limit(limit)
    .execute()
  return rows.map(itemOf)
}

/** By currency: what the provider's own transactions leave of our balance, and what they took in fees. */
export async function sumTheirs(db: Db): Promise<{ currency: Currency; minor: number; feeMinor: number }[]> {
  const rows = await db
    .selectFrom('money_item')
    .select(['theirs_currency', (select) => select.fn.sum('theirs_minor').as('minor'), (select) => select.fn.sum('fee_minor').as('fee')])
    .where('transaction_id', 'is not', null)
    .groupBy('theirs_currency')
    .execute()
  return rows.map((row) => ({ currency: row.theirs_currency!, minor: wholeNumber(row.minor), feeMinor: wholeNumber(row.fee) }))
}

export type Progress = Readonly<{
  turnAt: Instant
  /** When everything of the last day was looked through again. */
  deepAt: Instant
  oursFrom: Instant | null
  theirsFrom: Instant | null
  doneAt: Instant | null
  version: number
}>

const progressId = 'money'

export async function selectProgress(db: Db | Tx): Promise<Progress | undefined> {
  const row = await db.selectFrom('reconciliation').selectAll().where('id', '=', progressId).executeTakeFirst()
  if (!row) return undefined
  const { turn_at: turnAt, deep_at: deepAt, ours_from: oursFrom, theirs_from: theirsFrom, done_at: doneAt, version } = row
  return { turnAt, deepAt, oursFrom, theirsFrom, doneAt, version }
}

/** So that there is a row for turns to be taken at. */
export async function insertProgress(tx: Tx): Promise<void> {
  const never = 0 as Instant
  const fresh = { id: progressId, turn_at: never, deep_at: never, ours_from: null, theirs_from: null, done_at: null, version: 1 }
  await updateOrInsert(
    () => tx.updateTable('reconciliation').set({ id: progressId }).where('id', '=', progressId).executeTakeFirst(),
    () => tx.insertInto('reconciliation').values(fresh).execute(),
  )
}

/** False when another process was faster. */
export async function saveProgress(tx: Tx, { version }: Progress, next: Partial<Omit<Progress, 'version'>>): Promise<boolean> {
  const { turnAt, deepAt, oursFrom, theirsFrom, doneAt } = next
  const { numUpdatedRows } = await tx
    .updateTable('reconciliation')
    .set({
      version: version + 1,
      ...(turnAt === undefined ? {} : { turn_at: turnAt }),
      ...(deepAt === undefined ? {} : { deep_at: deepAt }),
      ...(oursFrom === undefined ? {} : { ours_from: oursFrom }),
      ...(theirsFrom === undefined ? {} : { theirs_from: theirsFrom }),
      ...(doneAt === undefined ? {} : { done_at: doneAt }),
    })
    .where('id', '=', progressId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type Changing = Omit<MoneyItem, 'id' | 'seenAt' | 'version'>

const columnsOf = ({ about, reason, bookingId, ours, theirs, feeMinor, transactionId, sourceId, state }: Changing) => ({
  about,
  reason,
  booking_id: bookingId,
  ours_minor: ours?.minor ?? null,
  ours_currency: ours?.currency ?? null,
  theirs_minor: theirs?.minor ?? null,
  theirs_currency: theirs?.currency ?? null,
  fee_minor: feeMinor,
  transaction_id: transactionId,
  source_id: sourceId,
  state,
})

const moneyOf = (minor: number | null, currency: Currency | null) => (minor === null || currency === null ? null : money(minor, currency))

const itemOf = (row: Selectable<Tables['money_item']>): MoneyItem => ({
  id: row.id,
  about: row.about,
  reason: row.reason,
  bookingId: row.booking_id,
  ours: moneyOf(row.ours_minor, row.ours_currency),
  theirs: moneyOf(row.theirs_minor, row.theirs_currency),
  feeMinor: row.fee_minor,
  transactionId: row.transaction_id,
  sourceId: row.source_id,
  state: row.state,
  seenAt: row.seen_at,
  version: row.version,
})
