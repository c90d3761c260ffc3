import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import type { UnitId } from '../kernel/ids.ts'
import { inTransaction, write, type Db } from './db.ts'
import { err } from '../kernel/result.ts'
import { changedOne, prepared, preparedInsert, type Ask } from './prepared.ts'

const insert = preparedInsert((db) => db.insertInto('unit_calendar'))
const moveOn = prepared((db, ask: Ask<{ id: UnitId; from: number; to: number }>) =>
  db
    .updateTable('unit_calendar')
    .set({ version: ask('to') })
    .where('unit_id', '=', ask('id'))
    .where('version', '=', ask('from')),
)
const versionOf = prepared((db, ask: Ask<{ id: UnitId }>) =>
  db.selectFrom('unit_calendar').select('version').where('unit_id', '=', ask('id')),
)

const [one, other] = ['one', 'other'] as [UnitId, UnitId]
const version = async (db: Db, id: UnitId) => (await versionOf(db, { id })).rows[0]?.version

forEachDatabase('a query made once is sent with each call’s own values, in any order of their names', async (_, db) => {
  await write(db, (tx) => insert(tx, { unit_id: one, version: 1 }))
  await write(db, (tx) => insert(tx, { version: 7, unit_id: other }))
  assert.deepEqual([await version(db, one), await version(db, other), await version(db, 'none' as UnitId)], [1, 7, undefined])
  assert.equal(await write(db, async (tx) => changedOne(await moveOn(tx, { to: 2, from: 1, id: one }))), true)
  assert.equal(await write(db, async (tx) => changedOne(await moveOn(tx, { id: other, from: 1, to: 2 }))), false)
  assert.deepEqual([await version(db, one), await version(db, other)], [2, 7])
})

forEachDatabase('it belongs to the transaction whose handle it is given, and is guarded like any other', async (_, db) => {
  const refused = await inTransaction(db, async (tx) => (await insert(tx, { unit_id: one, version: 1 }), err({ code: 'no' })))
  assert.equal(refused.ok, false)
  assert.equal(await version(db, one), undefined)
  await assert.rejects(
    write(db, () => version(db, one)),
    /plain handle/,
  )
})
