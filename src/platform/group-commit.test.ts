import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { databases } from '../../test/databases.ts'
import { tempFolder } from '../../test/temp.ts'
import { until } from '../../test/until.ts'
import type { UnitId, UserId } from '../kernel/ids.ts'
import { err, ok } from '../kernel/result.ts'
import { afterCommit, inTransaction, openDatabase, write, type Db, type Tx } from './db.ts'
import { flushToDisk, type Flush } from './group-commit.ts'

const add = (tx: Tx, name: string) =>
  tx
    .insertInto('unit_calendar')
    .values({ unit_id: name as UnitId, version: 0 })
    .execute()
const all = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('unit_calendar').select('unit_id').execute()).map((row) => row.unit_id)

async function openWith(t: TestContext, flush: (file: string) => Flush): Promise<Db> {
  const [sqlite] = databases()
  assert.equal(sqlite?.name, 'sqlite')
  const { url } = await sqlite.openMigrated()
  const db = openDatabase(url, { flush: flush(url.slice('sqlite:'.length)) })
  t.after(() => db.destroy())
  return db
}

/** What would be there after a power cut: the files as they were when the last finished flush began. */
function newDisk() {
  const folder = tempFolder('disk')
  const disk = { kept: new Set<string>(), flushes: 0 }
  const flush =
    (file: string): Flush =>
    async (log) => {
      const copy = path.join(folder, String(++disk.flushes))
      mkdirSync(copy)
      for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, path.join(copy, `market.db${end}`))
      await flushToDisk(log)
      await pause(2 + (disk.flushes % 3))
      disk.kept = rowsIn(path.join(copy, 'market.db'))
    }
  return { disk, flush }
}

function rowsIn(file: string): Set<string> {
  const database = new DatabaseSync(file)
  const rows = database.prepare('select unit_id from unit_calendar').all()
  database.close()
  return new Set(rows.map((row) => String(row.unit_id)))
}

test('what was acknowledged, hooked or told is there after a power cut at that moment, and what was refused is not', async (t) => {
  const { disk, flush } = newDisk()
  const db = await openWith(t, flush)
  const lost: string[] = []
  const expectKept = (what: string, names: readonly string[]) => {
    lost.push(...names.filter((name) => !disk.kept.has(name)).map((name) => `${what} ${name}`))
  }
  const writer = async (index: number) => {
    for (let turn = 0; turn < 5; turn++) {
      const name = `${index}-${turn}`
      await write(db, async (tx) => {
        await add(tx, name)
        afterCommit(tx, () => expectKept('hooked', [name]))
      })
      expectKept('acknowledged', [name])
      const refused = await inTransaction(db, async (tx) => (await add(tx, `refused ${name}`), err({ code: 'no', seen: await all(tx) })))
      if (!refused.ok)
        expectKept(
          'refused by',
          refused.error.seen.filter((seen) => !seen.startsWith('refused')),
        )
    }
  }
  const reader = async () => {
    for (let turn = 0; turn < 20; turn++) expectKept('told', await all(db))
  }
  await Promise.all([...Array.from({ length: 20 }, (_, index) => writer(index)), reader(), reader()])
  assert.deepEqual(lost, [])
  assert.equal(disk.kept.size, 100)
  assert.deepEqual(
    [...disk.kept].filter((name) => name.startsWith('refused')),
    [],
  )
})

test('many commits share one flush, and no transaction waits for it before it begins', async (t) => {
  let flushes = 0
  let open = () => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  const db = await openWith(t, () => async () => {
    flushes++
    await gate
  })
  const begun: number[] = []
  const writes = Array.from({ length: 50 }, (_, index) => write(db, async (tx) => (await add(tx, String(index)), begun.push(index))))
  await until(async () => begun.length === writes.length && flushes === 1, { msMax: 5_000, what: 'all have begun' }).finally(open)
  await Promise.all(writes)
  assert.ok(flushes <= 3, `${flushes} flushes for 50 commits`)
})

test('a transaction sees what the one before it has committed, flushed or not', async (t) => {
  const db = await openWith(t, () => () => pause(20))
  const first = write(db, (tx) => add(tx, 'first'))
  const seen = inTransaction(db, async (tx) => ok(await all(tx)))
  assert.deepEqual((await seen).value, ['first'])
  await first
})

test('once a flush has failed nobody is told anything any more, though later ones would succeed', async (t) => {
  let fails = true
  const db = await openWith(t, () => async () => {
    if (fails) throw Object.assign(new Error('EIO'), { errno: -5 })
  })
  let hooked = false
  const lost = write(db, async (tx) => (await add(tx, 'lost'), afterCommit(tx, () => (hooked = true))))
  await assert.rejects(lost, /could not be written/)
  fails = false
  await assert.rejects(
    write(db, (tx) => add(tx, 'later')),
    /could not be written/,
  )
  await assert.rejects(all(db), /could not be written/)
  assert.equal(hooked, false)
})

test('transactions that come at once share a commit, and one that is refused takes nobody along', async (t) => {
  const { disk, flush } = newDisk()
  const db = await openWith(t, flush)
  await write(db, (tx) => add(tx, 'first'))
  const before = disk.flushes
  const done = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      inTransaction(db, async (tx) => {
        await add(tx, `at once ${index}`)
        return index === 5 ? err('refused') : ok(await tx.selectFrom('unit_calendar').select('unit_id').execute())
      }),
    ),
  )
  assert.ok(disk.flushes - before <= 2, `${disk.flushes - before} flushes`)
  assert.deepEqual(
    done.map(({ ok: kept }) => kept),
    Array.from({ length: 12 }, (_, index) => index !== 5),
  )
  assert.deepEqual(
    await all(db),
    ['first', ...Array.from({ length: 12 }, (_, index) => `at once ${index}`).filter((name) => name !== 'at once 5')].toSorted(),
  )
})

test('a commit that fails fails everybody who shared it, whoever has read what they wrote, and nobody after them', async (t) => {
  const { flush } = newDisk()
  const db = await openWith(t, flush)
  const failed = await Promise.allSettled([
    write(db, (tx) => add(tx, 'innocent')),
    write(db, async (tx) => {
      // Looked at when all commits, and then there is no such person.
      await sql`pragma defer_foreign_keys = on`.execute(tx)
      const times = { createdAt: '', updatedAt: '', expiresAt: '' }
      const session = { id: 's', token: 't', userId: 'nobody' as UserId, ipAddress: null, userAgent: null, ...times }
      await tx.insertInto('session').values(session).execute()
    }),
    all(db),
    write(db, (tx) => add(tx, 'another')),
  ])
  assert.deepEqual(
    failed.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected', 'rejected'],
  )
  assert.deepEqual(await all(db), [])
  await write(db, (tx) => add(tx, 'later'))
  assert.deepEqual(await all(db), ['later'])
})
