/**
 * A process that writes until it is killed: node writer-process.ts URL NAME. Sixteen writers at once; of each three transactions
 * one is refused after it has written, one throws, and one commits: its row's name is printed once it is acknowledged.
 */
import { randomUUID } from 'node:crypto'
import type { UnitId } from '../../src/kernel/ids.ts'
import { err } from '../../src/kernel/result.ts'
import { inTransaction, openDatabase, write, type Tx } from '../../src/platform/db.ts'

const [url = '', name = ''] = process.argv.slice(2)
const db = openDatabase(url)
const add = (tx: Tx, kind: string, turn: string) =>
  tx
    .insertInto('unit_calendar')
    .values([1, 2].map((half) => ({ unit_id: `${kind} ${turn} ${half}` as UnitId, version: 0 })))
    .execute()

async function writer(): Promise<never> {
  for (;;) {
    const turn = `${name} ${randomUUID().slice(0, 18)}`
    await inTransaction(db, async (tx) => (await add(tx, 'no', turn), err({ code: 'no' })))
    await write(db, async (tx) => (await add(tx, 'no', turn), Promise.reject(new Error('bug')))).catch(() => undefined)
    await write(db, (tx) => add(tx, 'ok', turn))
    process.stdout.write(`${turn}\n`)
  }
}

await Promise.all(Array.from({ length: 16 }, writer))
