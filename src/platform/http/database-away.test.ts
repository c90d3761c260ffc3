import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { databases } from '../../../test/databases.ts'
import { newServer } from '../../../test/server.ts'
import { openDatabase, type Db } from '../db.ts'

/** What is answered by a request that asks the database this. */
async function answerTo(db: Db, ask: (db: Db) => Promise<unknown>) {
  const { app, lines } = await newServer(async (scope) => {
    scope.get('/', { config: { access: 'public' } }, async () => ask(db))
  })
  const reply = await app.inject('/')
  await app.close()
  const isLogged = lines.some((line) => line.includes('the database could not be asked'))
  return { answer: [reply.statusCode, reply.json<{ code: string }>().code, reply.headers['retry-after']], isLogged }
}

const later = { answer: [503, 'try_again', '1'], isLogged: true }

test('a database that cannot be reached is answered 503, to be tried again', async (t) => {
  const db = openDatabase('mysql://nobody:none@127.0.0.1:1/nothing')
  t.after(() => db.destroy())
  const ask = () => db.selectFrom('job').selectAll().execute()
  assert.deepEqual(await answerTo(db, ask), later)
  const askAndTidy = () => ask().catch((thrown: unknown) => Promise.reject(new AggregateError([thrown], 'and it could not be tidied up')))
  assert.deepEqual(await answerTo(db, askAndTidy), later)
})

for (const database of databases().filter(({ name }) => name === 'mariadb')) {
  test('so is a node that is not ready, and a connection that is killed', { skip: database.skip }, async (t) => {
    const { url, drop } = await database.open()
    const db = openDatabase(url)
    t.after(async () => {
      await db.destroy()
      await drop()
    })
    // What Galera says while a node is apart from its cluster.
    assert.deepEqual(await answerTo(db, () => sql`signal sqlstate '08S01' set mysql_errno = 1047`.execute(db)), later)
    const other = openDatabase(url)
    t.after(() => other.destroy())
    const killed = (asked: Db) =>
      asked.connection().execute(async (one) => {
        const { rows } = await sql<{ id: number }>`select connection_id() as id`.execute(one)
        await Promise.all([sql`select sleep(10)`.execute(one), sql.raw(`kill connection ${rows[0]?.id}`).execute(other)])
      })
    assert.deepEqual(await answerTo(db, killed), later)
    // A bug stays one.
    assert.equal((await answerTo(db, () => sql`select nothing`.execute(db))).answer[0], 500)
  })
}
