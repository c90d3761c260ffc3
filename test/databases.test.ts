import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase, type Db } from '../src/platform/db.ts'
import { databases } from './databases.ts'
import { skipWithout } from './machine.ts'

const tableNames = async (db: Db) => (await db.introspection.getTables()).map((table) => table.name)

for (const { name, skip, open, openMigrated } of databases()) {
  test(`a migrated ${name} database has every table, and nothing that another test has done`, { skip }, async () => {
    const [first, second] = await Promise.all([openMigrated(), openMigrated()])
    const [db, other] = [openDatabase(first.url), openDatabase(second.url)]
    assert.ok((await tableNames(db)).includes('night_claim'))
    await sql`drop table night_claim`.execute(db)
    assert.ok((await tableNames(other)).includes('night_claim'))
    await Promise.all([db.destroy(), other.destroy()])
    await Promise.all([first.drop(), second.drop()])
  })

  test(`a new ${name} database is empty`, { skip }, async () => {
    const { url, drop } = await open()
    const db = openDatabase(url)
    assert.deepEqual(await tableNames(db), [])
    await db.destroy()
    await drop()
  })
}

test('a MariaDB of ours ends with the process that started it, even when that is killed', { skip: skipWithout('mariadb') }, async () => {
  const starter = spawn(process.execPath, ['test/mariadb.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line]: unknown[] = await once(starter.stdout, 'data')
  const url = /mysql:\S+/.exec(String(line))?.[0]
  assert.ok(url)
  const db = openDatabase(`${url}mysql`)
  const answers = () =>
    sql`select 1`.execute(db).then(
      () => true,
      () => false,
    )
  assert.ok(await answers())
  starter.kill('SIGKILL')
  for (let waitedMs = 0; (await answers()) && waitedMs < 5_000; waitedMs += 20) await sleep(20)
  assert.ok(!(await answers()))
  await db.destroy()
})
