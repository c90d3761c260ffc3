import type { Instant } from '../kernel/clock.ts'
import type { Id } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Json } from '../platform/tables.ts'

export type ImportRunId = Id<'import-run'>

/** An import that has begun writing. `progress` is whatever the importer needs to go on and to report at the end. */
export type ImportRun = Readonly<{ id: ImportRunId; position: number; progress: Json }>

/** The run over the same input that was cut off. */
export async function selectOpenRun(db: Db | Tx, source: string, inputHash: string): Promise<ImportRun | undefined> {
  const row = await db
    .selectFrom('import_run')
    .select(['id', 'position', 'report'])
    .where('source', '=', source)
    .where('input_hash', '=', inputHash)
    .where('state', '=', 'writing')
    .executeTakeFirst()
  return row && { id: toRunId(row.id), position: row.position, progress: row.report }
}

/** Whether an import of this input has ever ended. */
export async function hasEndedRun(db: Db | Tx, source: string, inputHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('import_run')
    .select('id')
    .where('source', '=', source)
    .where('input_hash', '=', inputHash)
    .where('state', '=', 'done')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertRun(tx: Tx, run: ImportRun & { source: string; inputHash: string; startedAt: Instant }): Promise<void> {
  await tx
    .insertInto('import_run')
    .values({
      id: run.id,
      source: run.source,
      input_hash: run.inputHash,
      state: 'writing',
      position: run.position,
      report: run.progress,
      started_at: run.startedAt,
      ended_at: null,
    })
    .execute()
}

/**
 * Comes first in every transaction that goes on with a run: others wait for the row, and find it moved. False when it has
 * moved already: another process goes on with the run.
 */
export async function moveRun(tx: Tx, { id, position }: Pick<ImportRun, 'id' | 'position'>, next: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('import_run')
    .set({ position: next })
    .where('id', '=', id)
    .where('state', '=', 'writing')
    .where('position', '=', position)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function noteProgress(tx: Tx, id: ImportRunId, progress: Json): Promise<void> {
  await tx.updateTable('import_run').set({ report: progress }).where('id', '=', id).execute()
}

export async function endRun(tx: Tx, id: ImportRunId, endedAt: Instant): Promise<void> {
  await tx.updateTable('import_run').set({ state: 'done', ended_at: endedAt }).where('id', '=', id).execute()
}

const toRunId = (text: string) => text as ImportRunId
