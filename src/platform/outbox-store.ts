import type { Insertable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import { wholeNumber } from './aggregates.ts'
import type { Db, Tx } from './db.ts'
import { changedOne, prepared, preparedInsert, type Ask } from './prepared.ts'
import type { Event } from './outbox.ts'
import type { Tables } from './tables.ts'

const headId = 'head'

export const insertOutbox = (tx: Tx, row: Insertable<Tables['outbox']>): Promise<void> => insert(tx, row)

const insert = preparedInsert((db) => db.insertInto('outbox'))

/** The last number given, and until when who may give the next. */
export type Head = { seq: number; lease: string | null; leaseUntil: Instant }

export async function findHead(db: Db | Tx): Promise<Head | undefined> {
  const [row] = (await head(db, {})).rows
  return row && { seq: row.seq, lease: row.lease, leaseUntil: row.lease_until }
}

const head = prepared((db, _: Ask<object>) => db.selectFrom('outbox_head').select(['seq', 'lease', 'lease_until']).where('id', '=', headId))

/** @throws a duplicate when another process has made it at the same moment. */
export async function insertHead(tx: Tx): Promise<void> {
  const row: Tables['outbox_head'] = { id: headId, seq: 0, lease: null, lease_until: free.leaseUntil }
  await tx.insertInto('outbox_head').values(row).execute()
}

const free: Pick<Head, 'lease' | 'leaseUntil'> = { lease: null, leaseUntil: 0 as Instant }

/** Anybody may have the lease now, whatever their clock says. Does nothing when another has taken it. */
export const freeHead = (tx: Tx, head: Head): Promise<boolean> => moveHead(tx, head, { seq: head.seq, ...free })

/** False, and nothing written, when the head is no more as it was read: another has numbered rows or taken the lease. */
export async function moveHead(tx: Tx, from: Head, to: Head): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox_head')
    .set({ seq: to.seq, lease: to.lease, lease_until: to.leaseUntil })
    .where('id', '=', headId)
    .where('seq', '=', from.seq)
    .where((where) => (from.lease === null ? where('lease', 'is', null) : where('lease', '=', from.lease)))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The id of the event with this number; null when there is none, or it has been swept. */
export async function findEventId(db: Db, seq: number): Promise<string | null> {
  const row = await db.selectFrom('outbox').select('id').where('seq', '=', seq).executeTakeFirst()
  return row?.id ?? null
}

export async function hasUnnumbered(db: Db): Promise<boolean> {
  return (await anyUnnumbered(db, {})).rows.length > 0
}

const anyUnnumbered = prepared((db, _: Ask<object>) => db.selectFrom('outbox').select('id').where('seq', 'is', null).limit(1))

const unnumbered = prepared((db, ask: Ask<{ limit: number }>) =>
  db
    .selectFrom('outbox')
    .select(['id', 'type', 'payload'])
    .where('seq', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(ask('limit')),
)

export async function findUnnumbered(tx: Tx, limit: number): Promise<{ id: string; type: string; event: Event }[]> {
  const { rows } = await unnumbered(tx, { limit })
  return rows.map(({ payload, ...row }) => ({ ...row, event: JSON.parse(payload) as Event }))
}

/** False when the row has its number already. */
export async function numberRow(tx: Tx, id: string, seq: number): Promise<boolean> {
  return changedOne(await number(tx, { id, seq }))
}

const number = prepared((db, ask: Ask<{ id: string; seq: number }>) =>
  db
    .updateTable('outbox')
    .set({ seq: ask('seq') })
    .where('id', '=', ask('id'))
    .where('seq', 'is', null),
)

/** In order, from the number after `after` on. */
export async function eventsAfter(db: Db, after: number, limit: number): Promise<(Event & { seq: number })[]> {
  const rows = await db.selectFrom('outbox').select(['seq', 'payload']).where('seq', '>', after).orderBy('seq').limit(limit).execute()
  return rows.map((row) => ({ ...(JSON.parse(row.payload) as Event), seq: row.seq as number }))
}

/** How many rows wait for their number, and since when the oldest does. */
export async function unnumberedBacklog(db: Db): Promise<{ count: number; since: Instant | undefined }> {
  const row = await db
    .selectFrom('outbox')
    .select((select) => [select.fn.countAll().as('count'), select.fn.min('created_at').as('since')])
    .where('seq', 'is', null)
    .executeTakeFirst()
  const count = wholeNumber(row?.count)
  return { count, since: count > 0 ? (wholeNumber(row?.since) as Instant) : undefined }
}

/** Deletes the lowest-numbered rows as long as they are older than `before`, at most `limit`. @returns how many. */
export async function deleteNumberedBefore(tx: Tx, before: Instant, limit: number): Promise<number> {
  const lowest = await tx
    .selectFrom('outbox')
    .select(['seq', 'created_at'])
    .where('seq', 'is not', null)
    .orderBy('seq')
    .limit(limit)
    .execute()
  const keepFrom = lowest.findIndex((row) => row.created_at >= before)
  const old = keepFrom === -1 ? lowest : lowest.slice(0, keepFrom)
  const last = old.at(-1)
  if (last) await tx.deleteFrom('outbox').where('seq', '<=', last.seq).execute()
  return old.length
}
