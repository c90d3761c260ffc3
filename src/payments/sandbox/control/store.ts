import type { Db, Tx } from '../../../platform/db.ts'
import { updateOrInsert } from '../../../platform/update-or-insert.ts'
import type { Control } from './control.ts'

const controlId = 'control'

export async function selectControl(db: Db | Tx): Promise<{ control: Control; version: number } | undefined> {
  const row = await db.selectFrom('sandbox_control').select(['body', 'version']).where('id', '=', controlId).executeTakeFirst()
  return row && { control: JSON.parse(row.body) as Control, version: row.version }
}

/** So that there is a row to be changed: afterwards it is there, and locked until the commit. */
export async function lockControl(tx: Tx, fresh: Control): Promise<void> {
  await updateOrInsert(
    () =>
      tx
        .updateTable('sandbox_control')
        .set((update) => ({ version: update('version', '+', 1) }))
        .where('id', '=', controlId)
        .executeTakeFirst(),
    () =>
      tx
        .insertInto('sandbox_control')
        .values({ id: controlId, body: JSON.stringify(fresh), version: 1 })
        .execute(),
  )
}

export async function saveControl(tx: Tx, control: Control): Promise<void> {
  await tx
    .updateTable('sandbox_control')
    .set({ body: JSON.stringify(control) })
    .where('id', '=', controlId)
    .execute()
}
