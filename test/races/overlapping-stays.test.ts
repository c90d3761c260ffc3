import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { databases } from '../databases.ts'
import { newMarket } from '../market.ts'
import { wrongNights } from '../faults/books.ts'
import { moneyIsWhole, race, settled } from './crowd.ts'

const mariadb = databases().find(({ name }) => name === 'mariadb')
const options = { skip: mariadb?.skip, timeout: 240_000 }
const guestsAtOnce = 200

test(
  '200 guests at once book overlapping stays, one unit and three: no night is sold twice and no cent is kept for a lost stay',
  options,
  async (t) => {
    const { market, guests } = await crowd(t, {})
    const inn = await market.newListing({ title: 'The Inn' }, 3)
    await race(market, guests, market.lakeside)
    await race(market, guests, inn)
    assert.deepEqual(await wrongNights(market.deps.db), [])
    await settled(market)
    await moneyIsWhole(market)
  },
)

test('the same race finds nights sold twice when the primary key is taken away', options, async (t) => {
  const { market, guests } = await crowd(t, { withoutKey: true })
  await race(market, guests, market.lakeside, { pay: false })
  assert.match((await wrongNights(market.deps.db)).join('\n'), /was sold twice/, 'the check above can fail')
})

async function crowd(t: TestContext, { withoutKey = false }) {
  assert.ok(mariadb)
  const { url, drop } = await mariadb.openMigrated()
  const market = await newMarket({ databaseUrl: url })
  t.after(async () => {
    await market.stop()
    await drop()
  })
  if (withoutKey) await sql`alter table night_claim drop primary key`.execute(market.deps.db)
  const guests = await Promise.all(Array.from({ length: guestsAtOnce }, (_, index) => market.newPerson(`Guest${index}`)))
  return { market, guests }
}
