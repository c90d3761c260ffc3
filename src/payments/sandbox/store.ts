import type { Instant } from '../../kernel/clock.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { RecordOf, StoredKind, StoredRecord } from './records.ts'

/** A record that nobody else can change until the transaction ends. */
export type Locked<R> = Readonly<{ record: R; version: number }>

export async function insertRecord(tx: Tx, record: StoredRecord): Promise<void> {
  const { id, kind, createdAt } = record
  await tx
    .insertInto('sandbox_object')
    .values({ id, kind, body: JSON.stringify(record), created_at: createdAt, version: 1 })
    .execute()
}

export async function selectRecord<K extends StoredKind>(db: Db | Tx, kind: K, id: string): Promise<RecordOf<K> | undefined> {
  const row = await db.selectFrom('sandbox_object').select('body').where('id', '=', id).where('kind', '=', kind).executeTakeFirst()
  return row && recordOf<K>(row.body)
}

/** Raising the version first makes a second writer wait here (or lose and run again), so that what is read then is the newest. */
export async function lockRecord<K extends StoredKind>(tx: Tx, kind: K, id: string): Promise<Locked<RecordOf<K>> | undefined> {
  await tx
    .updateTable('sandbox_object')
    .set((update) => ({ version: update('version', '+', 1) }))
    .where('id', '=', id)
    .where('kind', '=', kind)
    .execute()
  const row = await tx
    .selectFrom('sandbox_object')
    .select(['body', 'version'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row && { record: recordOf<K>(row.body), version: row.version }
}

/** @returns it as it is now, still locked. @throws when somebody has changed it in spite of the lock. */
export async function saveRecord<R extends StoredRecord>(
  tx: Tx,
  { record, version }: Locked<R>,
  changes: Partial<Omit<R, 'kind' | 'id'>>,
): Promise<Locked<R>> {
  const changed = { ...record, ...changes }
  const { numUpdatedRows } = await tx
    .updateTable('sandbox_object')
    .set({ body: JSON.stringify(changed), version: version + 1 })
    .where('id', '=', record.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`sandbox: ${record.id} was changed behind its lock`)
  return { record: changed, version: version + 1 }
}

export type Position = Readonly<{ createdAt: Instant; id: string }>
export type PageQuery<K extends StoredKind> = Readonly<{
  kind: K
  /** From the newest down: what is older than `olderThan`. From the oldest up: what is newer than `newerThan`. */
  from: { olderThan: Position | null } | { newerThan: Position }
  /** Milliseconds since the epoch, both included. */
  createdFrom: number | null
  createdUntil: number | null
  limit: number
}>

export async function selectPage<K extends StoredKind>(
  db: Db | Tx,
  { kind, from, createdFrom, createdUntil, limit }: PageQuery<K>,
): Promise<RecordOf<K>[]> {
  const [position, compare, direction] =
    'newerThan' in from ? ([from.newerThan, '>', 'asc'] as const) : ([from.olderThan, '<', 'desc'] as const)
  let query = db.selectFrom('sandbox_object').select('body').where('kind', '=', kind)
  if (position) {
    const { createdAt, id } = position
    query = query.where((where) =>
      where.or([where('created_at', compare, createdAt), where.and([where('created_at', '=', createdAt), where('id', compare, id)])]),
    )
  }
  if (createdFrom !== null) query = query.where('created_at', '>=', createdFrom as Instant)
  if (createdUntil !== null) query = query.where('created_at', '<=', createdUntil as Instant)
  const rows = await query.orderBy('created_at', direction).orderBy('id', direction).limit(limit).execute()
  return rows.map((row) => recordOf<K>(row.body))
}

export type StoredKey = Readonly<{ inputHash: string; status: number; body: string; createdAt: Instant }>

export async function selectKey(tx: Tx, key: string): Promise<StoredKey | undefined> {
  const row = await tx.selectFrom('sandbox_key').selectAll().where('idempotency_key', '=', key).executeTakeFirst()
  return row && { inputHash: row.input_hash, status: row.status!, body: row.body!, createdAt: row.created_at }
}

/** @throws a duplicate when another request with the same key was faster: then its answer is there to be read. */
export async function insertKey(tx: Tx, key: string, { inputHash, status, body, createdAt }: StoredKey): Promise<void> {
  await tx.insertInto('sandbox_key').values({ idempotency_key: key, input_hash: inputHash, status, body, created_at: createdAt }).execute()
}

export async function deleteKey(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('sandbox_key').where('idempotency_key', '=', key).execute()
}

const recordOf = <K extends StoredKind>(body: string) => JSON.parse(body) as RecordOf<K>
