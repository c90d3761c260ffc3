import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase, type Db } from '../../src/platform/db.ts'
import { databases } from '../databases.ts'
import { statementsOf } from './record.ts'
import { storeFunctions } from './stores.ts'

/** Which functions may read a whole table, and why that is all right. */
const mayScan: Readonly<Record<string, string>> = {
  'payments/reconciliation/store.ts sumTheirs': 'the trial balance adds up all that the provider told of',
  'ledger/store.ts allPostings': 'the proof that the ledger sums to zero reads it whole',
  'platform/mail-store.ts listMails': 'the mailbox page exists in development only',
}

const all = await storeFunctions()

test('every store function is seen to send a statement', async () => {
  const silent = await Promise.all(all.map(async ({ name, calls }) => ((await statementsIn(calls, 'sqlite')).length === 0 ? [name] : [])))
  assert.deepEqual(silent.flat(), [])
  assert.ok(all.length > 50)
})

for (const { name, skip, openMigrated } of databases()) {
  test(`no query reads a whole table [${name}]`, { skip }, async (t) => {
    const { url, drop } = await openMigrated()
    const db = openDatabase(url)
    t.after(async () => {
      await db.destroy()
      await drop()
    })
    const [kind, scans] = name === 'sqlite' ? (['sqlite', scansOnSqlite] as const) : (['mysql', scansOnMariaDb] as const)
    const found: string[] = []
    for (const { name: asked, calls } of all.filter((each) => !(each.name in mayScan))) {
      for (const statement of (await statementsIn(calls, kind)).filter((text) => !text.startsWith('insert'))) {
        for (const scan of await scans(db, statement)) found.push(`${asked}: ${scan} in ${statement}`)
      }
    }
    assert.equal((await scans(db, 'select id from booking where guest_name = ?')).length, 1, 'the check sees a query without an index')
    assert.equal(found.join('\n'), '')
  })
}

async function statementsIn(calls: (typeof all)[number]['calls'], kind: 'sqlite' | 'mysql'): Promise<string[]> {
  const each = await Promise.all(calls.map((call) => statementsOf(kind, call)))
  return [...new Set(each.flat())]
}

/** With a limit, an index read in its order may stop early. */
async function scansOnSqlite(db: Db, statement: string): Promise<string[]> {
  const { rows } = await sql.raw<{ detail: string }>(`explain query plan ${filled(statement)}`).execute(db)
  const early = /\blimit\b/.test(statement)
  return rows.map(({ detail }) => detail).filter((step) => step.startsWith('SCAN') && !(early && step.includes('USING')))
}

/** On an empty table the optimizer may choose to read it whole; whether it had a choice is what counts. */
async function scansOnMariaDb(db: Db, statement: string): Promise<string[]> {
  const { rows } = await sql
    .raw<{ table: string | null; possible_keys: string | null; key: string | null }>(`explain ${filled(statement)}`)
    .execute(db)
  return rows
    .filter(({ table, possible_keys: possible, key }) => table !== null && possible === null && key === null)
    .map(({ table }) => `reads all of ${table}`)
}

/** How a statement finds its rows, as a query with values for its placeholders. */
const filled = (statement: string) =>
  statement
    .replace(/^update (\S+) set .*? where /, 'select 1 from $1 where ')
    .replace(/^delete from /, 'select 1 from ')
    .replaceAll(/\b(limit|offset) \?/g, '$1 1')
    .replaceAll('?', "'1'")
