import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'
import { forEachDatabase, databases } from '../../test/databases.ts'
import { FencedError, newFence } from '../kernel/fence.ts'
import type { UnitId } from '../kernel/ids.ts'
import { err, ok } from '../kernel/result.ts'
import { wholeNumber } from './aggregates.ts'
import { afterCommit, inTransaction, openDatabase, write, type Db, type Tx } from './db.ts'
import { isDuplicate } from './db-errors.ts'

const unit = (name: string) => name as UnitId
const add = (tx: Tx, name: string) =>
  tx
    .insertInto('unit_calendar')
    .values({ unit_id: unit(name), version: 0 })
    .execute()
const all = async (db: Db) =>
  (await db.selectFrom('unit_calendar').select('unit_id').orderBy('unit_id').execute()).map((row) => row.unit_id)

forEachDatabase('ok commits; err and a throw leave nothing behind', async (_, db) => {
  await write(db, (tx) => add(tx, 'kept'))
  const refused = await inTransaction(db, async (tx) => {
    await add(tx, 'refused')
    return err({ code: 'no' })
  })
  assert.deepEqual(refused, { ok: false, error: { code: 'no' } })
  await assert.rejects(write(db, async (tx) => (await add(tx, 'thrown'), assert.fail('bug'))))
  assert.deepEqual(await all(db), ['kept'])
})

forEachDatabase('the plain handle throws inside a transaction, also deep down and through another one', async (_, db) => {
  const deep = async () => {
    await pause(1)
    return all(db)
  }
  await assert.rejects(write(db, deep), /plain handle/)
  await assert.rejects(
    write(db, () => write(db, async () => 1)),
    /plain handle/,
  )
  assert.deepEqual(await all(db), [], 'and works again afterwards')
})

forEachDatabase('hooks run once, after the commit, and not after a rollback', async (_, db) => {
  const seen: string[] = []
  await inTransaction(db, async (tx) => {
    afterCommit(tx, () => seen.push('committed'))
    assert.deepEqual(seen, [])
    return ok()
  })
  await inTransaction(db, async (tx) => (afterCommit(tx, () => seen.push('rolled back')), err('no')))
  assert.deepEqual(seen, ['committed'])
})

forEachDatabase('a hundred transactions that read and write the same row lose no update', async (_, db) => {
  await write(db, (tx) => add(tx, 'counter'))
  const bump = () =>
    write(db, async (tx) => {
      await tx
        .updateTable('unit_calendar')
        .set((set) => ({ version: set('version', '+', 1) }))
        .where('unit_id', '=', unit('counter'))
        .execute()
      await pause(1)
    })
  await Promise.all(Array.from({ length: 100 }, bump))
  const row = await db.selectFrom('unit_calendar').select('version').executeTakeFirstOrThrow()
  assert.equal(row.version, 100)
})

forEachDatabase('transactions that lock two rows in opposite order all get through', async (_, db) => {
  await write(db, async (tx) => (await add(tx, 'a'), await add(tx, 'b')))
  const touch = (tx: Tx, name: string) =>
    tx
      .updateTable('unit_calendar')
      .set((set) => ({ version: set('version', '+', 1) }))
      .where('unit_id', '=', unit(name))
      .execute()
  const both = (first: string, second: string) => write(db, async (tx) => (await touch(tx, first), await pause(2), await touch(tx, second)))
  await Promise.all(Array.from({ length: 30 }, (_x, index) => (index % 2 ? both('a', 'b') : both('b', 'a'))))
  const total = await db
    .selectFrom('unit_calendar')
    .select((select) => select.fn.sum('version').as('total'))
    .executeTakeFirst()
  assert.equal(wholeNumber(total?.total), 60)
})

forEachDatabase('a duplicate key is known by number', async (_, db) => {
  await write(db, (tx) => add(tx, 'one'))
  await assert.rejects(
    write(db, (tx) => add(tx, 'one')),
    isDuplicate,
  )
})

for (const { name, skip, openMigrated } of databases()) {
  test(`a fenced handle refuses to read, write and commit; what it had begun is rolled back [${name}]`, { skip }, async (t) => {
    const { url, drop } = await openMigrated()
    const fence = newFence()
    const [old, young] = [openDatabase(url, { fence }), openDatabase(url)]
    t.after(async () => (await old.destroy(), await young.destroy(), await drop()))
    const begun = write(old, async (tx) => {
      await add(tx, 'from the dead')
      fence.close()
    })
    await assert.rejects(begun, FencedError)
    await assert.rejects(all(old), FencedError)
    await assert.rejects(
      write(old, (tx) => add(tx, 'never')),
      FencedError,
    )
    await write(young, (tx) => add(tx, 'alive'))
    assert.deepEqual(await all(young), ['alive'])
  })

  test(`two handles on one database wait for each other without blocking the event loop [${name}]`, { skip }, async (t) => {
    const { url, drop } = await openMigrated()
    const [one, other] = [openDatabase(url), openDatabase(url)]
    t.after(async () => (await one.destroy(), await other.destroy(), await drop()))
    await write(one, (tx) => add(tx, 'row'))
    let ticks = 0
    const ticking = setInterval(() => ticks++, 5)
    const slow = write(one, async (tx) => (await add(tx, 'slow'), await pause(200)))
    await pause(20)
    await write(other, (tx) => add(tx, 'waited'))
    await slow
    clearInterval(ticking)
    assert.deepEqual(await all(one), ['row', 'slow', 'waited'])
    assert.ok(ticks >= 10, `the event loop turned ${ticks} times meanwhile`)
  })
}

test('what aggregates answer is a number, whatever the driver says', () => {
  assert.deepEqual(['12', 12, 12n, null, undefined].map(wholeNumber), [12, 12, 12, 0, 0])
  for (const bad of ['x', 1.5, '9007199254740993000']) assert.throws(() => wholeNumber(bad))
})
