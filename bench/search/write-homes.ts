import { Readable } from 'node:stream'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { createConnection } from 'mysql2/promise'
import type { SearchListing } from '../../src/search/search-listing.ts'
import type { HomeRows } from './home-rows.ts'

type Row = Readonly<Record<string, string | number | null | undefined>>
/** Which rows of a home to write. */
type Pick = (home: SearchListing) => Partial<HomeRows>

/** Homes written together. */
const batch = 2_000

function* batches(homes: Iterable<SearchListing>, pick: Pick): Generator<Map<string, Row[]>> {
  let together = new Map<string, Row[]>()
  let count = 0
  for (const home of homes) {
    for (const [table, rows] of Object.entries(pick(home))) {
      const before = together.get(table)
      if (before) for (const row of rows) before.push(row)
      else together.set(table, [...rows])
    }
    if (++count % batch > 0) continue
    yield together
    together = new Map()
  }
  yield together
}

/** Straight into a migrated database file that nobody else has open: nothing waits for the disk. */
export function writeToSqlite(file: string, homes: Iterable<SearchListing>, pick: Pick): void {
  const database = new DatabaseSync(file)
  const statements = new Map<string, StatementSync>()
  try {
    database.exec('pragma synchronous = off; pragma cache_size = -262144; pragma wal_autocheckpoint = 100000')
    for (const together of batches(homes, pick)) {
      database.exec('begin')
      for (const [table, rows] of together) for (const row of rows) insert(database, statements, { table, row })
      database.exec('commit')
    }
    database.exec('pragma wal_checkpoint(truncate); analyze')
  } finally {
    database.close()
  }
}

function insert(database: DatabaseSync, statements: Map<string, StatementSync>, { table, row }: { table: string; row: Row }): void {
  const columns = Object.keys(row)
  const marks = columns.map(() => '?').join()
  const statement = statements.get(table) ?? database.prepare(`insert into ${table} (${columns.join()}) values (${marks})`)
  statements.set(table, statement)
  statement.run(...columns.map((column) => row[column] ?? null))
}

/** @param url of a migrated database on MariaDB */
export async function writeToMariaDb(url: string, homes: Iterable<SearchListing>, pick: Pick): Promise<void> {
  const written = new Set<string>()
  const connection = await createConnection({ uri: url, flags: ['+LOCAL_FILES'] })
  try {
    await connection.query('set unique_checks = 0, foreign_key_checks = 0')
    for (const together of batches(homes, pick)) {
      for (const [table, rows] of together) {
        const [first] = rows
        if (!first) continue
        written.add(table)
        await connection.query({
          sql: `load data local infile 'rows' into table ${table} character set utf8mb4 (${Object.keys(first).join()})`,
          infileStreamFactory: () => Readable.from(packetsOf(rows)),
        })
      }
    }
    await connection.query(`analyze table ${[...written].join()}`)
  } finally {
    await connection.end()
  }
}

/** Lines that go over the wire together. */
const packetLines = 10_000

function* packetsOf(rows: readonly Row[]): Generator<Buffer> {
  for (let first = 0; first < rows.length; first += packetLines) {
    yield Buffer.from(
      rows
        .slice(first, first + packetLines)
        .map(lineOf)
        .join(''),
    )
  }
}

/** Made-up texts have neither tabs nor ends of lines. */
const lineOf = (row: Row) =>
  `${Object.values(row)
    .map((value) => ((value ?? null) === null ? '\\N' : String(value)))
    .join('\t')}\n`
