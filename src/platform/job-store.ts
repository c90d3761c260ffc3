import type { Insertable } from 'kysely'
import type { Instant } from '../kernel/clock.ts'
import { wholeNumber } from './aggregates.ts'
import type { Db, Tx } from './db.ts'
import { changedOne, prepared, preparedInsert, type Ask } from './prepared.ts'
import type { JobId } from './enqueue.ts'
import type { Tables } from './tables.ts'

type NewJob = Pick<Insertable<Tables['job']>, 'id' | 'kind' | 'payload' | 'run_at' | 'created_at'>

const noLease = { lease: null, lease_until: 0 as Instant } as const

export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  const fresh = { state: 'ready', attempts: 0, ...noLease, last_error: null, ended_at: null } as const
  await insert(tx, { ...job, ...fresh })
}

const insert = preparedInsert((db) => db.insertInto('job'))

/** A job that this process holds the lease of. `payload` is what was enqueued: its handler knows its type. */
export type LeasedJob = { id: JobId; kind: string; payload: never; attempts: number; lease: string }

export type DueJob = { id: JobId; kind: string }

/** Due jobs that nobody holds, longest due first. */
export async function findDue(db: Db, kinds: readonly string[], now: Instant, limit: number): Promise<DueJob[]> {
  const { rows } = await due(db, { kinds, now, limit })
  return rows.map(({ id, kind }) => ({ id: id as JobId, kind }))
}

const due = prepared((db, ask: Ask<{ kinds: readonly string[]; now: Instant; limit: number }>) =>
  db
    .selectFrom('job')
    .select(['id', 'kind'])
    .where('state', '=', 'ready')
    .where('run_at', '<=', ask('now'))
    .where('lease_until', '<=', ask('now'))
    .where('kind', 'in', ask('kinds'))
    .orderBy('run_at')
    .orderBy('lease_until')
    .orderBy('id')
    .limit(ask('limit')),
)

type Claim = { ids: readonly JobId[]; lease: string; now: Instant; leaseUntil: Instant }

/** Takes those of `ids` that are still due and free, and counts the attempt. */
export async function leaseJobs(tx: Tx, { ids, lease, now, leaseUntil }: Claim): Promise<LeasedJob[]> {
  const taken: JobId[] = []
  for (const id of ids) if (changedOne(await takeFree(tx, { id, lease, now, leaseUntil }))) taken.push(id)
  if (taken.length === 0) return []
  const { rows } = await leased(tx, { ids: taken, lease })
  return rows.map(({ id, kind, payload, attempts }) => ({ id: id as JobId, kind, payload: JSON.parse(payload) as never, attempts, lease }))
}

/** One at a time: asked for several, SQLite goes through all that is due. */
const takeFree = prepared((db, ask: Ask<Omit<Claim, 'ids'> & { id: JobId }>) =>
  db
    .updateTable('job')
    .set((set) => ({ lease: ask('lease'), lease_until: ask('leaseUntil'), attempts: set('attempts', '+', 1) }))
    .where('id', '=', ask('id'))
    .where('state', '=', 'ready')
    .where('run_at', '<=', ask('now'))
    .where('lease_until', '<=', ask('now')),
)
const leased = prepared((db, ask: Ask<Pick<Claim, 'ids' | 'lease'>>) =>
  db
    .selectFrom('job')
    .select(['id', 'kind', 'payload', 'attempts'])
    .where('id', 'in', ask('ids'))
    .where('lease', '=', ask('lease'))
    .orderBy('run_at')
    .orderBy('id'),
)

type Change = Partial<Tables['job']>

/** False, and nothing written, when the lease is no more ours. */
async function changeLeased(tx: Tx, { id, lease }: Pick<LeasedJob, 'id' | 'lease'>, change: Change): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('job')
    .set(change)
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('state', '=', 'ready')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type Held = Pick<LeasedJob, 'id' | 'lease'>

/** What is done needs no payload any more, and it may hold an address or a one-time link. */
export const markDone = async (tx: Tx, { id, lease }: Held, now: Instant): Promise<boolean> =>
  changedOne(await endDone(tx, { id, lease, now }))

const endDone = prepared((db, ask: Ask<Held & { now: Instant }>) =>
  db
    .updateTable('job')
    .set({ state: 'done', ended_at: ask('now'), payload: '{}', ...noLease })
    .where('id', '=', ask('id'))
    .where('lease', '=', ask('lease'))
    .where('state', '=', 'ready'),
)

export const markDead = (tx: Tx, job: Held, now: Instant, error: string) =>
  changeLeased(tx, job, { state: 'dead', ended_at: now, last_error: error, ...noLease })

export const postpone = (tx: Tx, job: Held, runAt: Instant, error: string) =>
  changeLeased(tx, job, { run_at: runAt, last_error: error, ...noLease })

export const renewLease = (tx: Tx, job: Held, leaseUntil: Instant) => changeLeased(tx, job, { lease_until: leaseUntil })

type JobStatus = Pick<Tables['job'], 'kind' | 'state' | 'run_at' | 'lease_until'>

export async function findJobStatus(db: Db, id: JobId): Promise<JobStatus | undefined> {
  return (await statusById(db, { id })).rows[0]
}

const statusById = prepared((db, ask: Ask<{ id: JobId }>) =>
  db.selectFrom('job').select(['kind', 'state', 'run_at', 'lease_until']).where('id', '=', ask('id')),
)

export type DeadJob = { id: JobId; kind: string; attempts: number; lastError: string | null; createdAt: Instant; endedAt: Instant | null }

/** Longest dead first. */
export async function findDead(db: Db, limit: number): Promise<DeadJob[]> {
  const rows = await db
    .selectFrom('job')
    .select(['id', 'kind', 'attempts', 'last_error', 'created_at', 'ended_at'])
    .where('state', '=', 'dead')
    .orderBy('run_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id as JobId,
    kind: row.kind,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }))
}

/** @returns how many of `ids` were dead and are ready again. */
export async function reviveJobs(tx: Tx, ids: readonly JobId[], now: Instant): Promise<number> {
  if (ids.length === 0) return 0
  const { numUpdatedRows } = await tx
    .updateTable('job')
    .set({ state: 'ready', attempts: 0, run_at: now, ended_at: null })
    .where('id', 'in', ids)
    .where('state', '=', 'dead')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Done jobs stay out of it: they are many and harmless. */
export async function countJobs(db: Db): Promise<Record<'ready' | 'dead', number>> {
  const rows = await db
    .selectFrom('job')
    .select((select) => ['state', select.fn.countAll().as('count')])
    .where('state', 'in', ['ready', 'dead'])
    .groupBy('state')
    .execute()
  const countOf = (state: string) => wholeNumber(rows.find((row) => row.state === state)?.count)
  return { ready: countOf('ready'), dead: countOf('dead') }
}

/** @returns how many it deleted: at most `limit`. */
export async function deleteDoneBefore(tx: Tx, before: Instant, limit: number): Promise<number> {
  const rows = await tx
    .selectFrom('job')
    .select('id')
    .where('state', '=', 'done')
    .where('run_at', '<', before)
    .where('ended_at', '<', before)
    .orderBy('run_at')
    .limit(limit)
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.deleteFrom('job').where('id', 'in', ids).execute()
  return ids.length
}
