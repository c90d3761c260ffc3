import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext, type TestOptions } from 'node:test'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { openDatabase, type Db } from '../src/platform/db.ts'
import { migrateToLatest } from '../src/platform/migrate.ts'
import { skipWithout } from './machine.ts'
import { startMariaDb } from './mariadb.ts'
import { tempFolder } from './temp.ts'

/** An address for `openDatabase`, and the end of what is behind it: close your handles first. */
export type TestDatabase = { url: string; drop(): Promise<void> }

export type TestDatabases = {
  name: 'sqlite' | 'mariadb'
  /** For a test's `skip`: how to get what this machine lacks. */
  skip: string | undefined
  /** A new database without a table. */
  open(): Promise<TestDatabase>
  /** A new database with all tables, as `migrateToLatest` leaves it: copied from one that was migrated once in this process. */
  openMigrated(): Promise<TestDatabase>
}

/** Every database that the product runs on and this machine can start. */
export function databases(): TestDatabases[] {
  return [
    { name: 'sqlite', skip: undefined, open: async () => sqliteFile(), openMigrated: openMigratedSqlite },
    { name: 'mariadb', skip: skipWithout('mariadb'), open: openMariaDb, openMigrated: openMigratedMariaDb },
  ]
}

/** The same test on each database, each time on a new one with all tables. */
export function forEachDatabase(
  title: string,
  run: (t: TestContext, db: Db, url: string) => Promise<void>,
  options: TestOptions = {},
): void {
  for (const { name, skip, openMigrated } of databases()) {
    test(`${title} [${name}]`, { skip, ...options }, async (t) => {
      const { url, drop } = await openMigrated()
      const db = openDatabase(url)
      t.after(async () => {
        await db.destroy()
        await drop()
      })
      await run(t, db, url)
    })
  }
}

/** `make`'s first answer, for every caller. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

async function migrate({ url }: TestDatabase): Promise<void> {
  const db = openDatabase(url)
  try {
    await migrateToLatest(db)
  } finally {
    // An open pool would keep a failed run alive for ever.
    await db.destroy()
  }
}

let opened = 0
let folder: string | undefined

function sqliteFile(): TestDatabase & { file: string } {
  folder ??= tempFolder('sqlite')
  const file = path.join(folder, `${++opened}.db`)
  return { file, url: `sqlite:${file}`, drop: async () => {} }
}

const sqliteTemplate = once(async () => {
  const template = sqliteFile()
  await migrate(template)
  return template
})

async function openMigratedSqlite(): Promise<TestDatabase> {
  const template = await sqliteTemplate()
  const copy = sqliteFile()
  copyFileSync(template.file, copy.file)
  return copy
}

/** The one that the test runner has started, else one of this process. */
const serverUrl = once(async () => process.env.SOJOURN_TEST_MARIADB ?? (await startMariaDb()).url)

async function openMariaDb(): Promise<TestDatabase> {
  const name = `test_${process.pid}_${++opened}`
  await asAdmin(`create database ${name}`)
  return { url: `${await serverUrl()}${name}`, drop: async () => void (await asAdmin(`drop database ${name}`)) }
}

/** The statements that make a migrated database out of an empty one: running the migrations costs several times as much. */
const mariaDbTemplate = once(async () => {
  const template = await openMariaDb()
  await migrate(template)
  const name = new URL(template.url).pathname.slice(1)
  const rows = await asAdmin(`select table_name as name from information_schema.tables where table_schema = '${name}'`)
  const tables = rows.map((row) => `\`${String(row.name)}\``)
  const definitions = await Promise.all(tables.map((table) => asAdmin(`show create table ${name}.${table}`)))
  const copies = tables.map((table) => `insert into ${table} select * from ${name}.${table}`)
  return ['set foreign_key_checks = 0', ...definitions.map(([row]) => String(row?.['Create Table'])), ...copies].join(';\n')
})

async function openMigratedMariaDb(): Promise<TestDatabase> {
  const template = await mariaDbTemplate()
  const database = await openMariaDb()
  await asAdmin(template, new URL(database.url).pathname.slice(1))
  return database
}

/** Runs statements on the server. A lock that a test has left behind must fail, not hang. */
async function asAdmin(statements: string, database?: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: `${await serverUrl()}${database ?? ''}`, multipleStatements: true })
  try {
    await connection.query('set lock_wait_timeout = 10')
    const [rows] = await connection.query<RowDataPacket[]>(statements)
    return rows
  } finally {
    await connection.end()
  }
}
