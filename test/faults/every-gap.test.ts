import assert from 'node:assert/strict'
import { systemRandom } from '../../src/kernel/random.ts'
import type { Db } from '../../src/platform/db.ts'
import { forEachDatabase } from '../databases.ts'
import { newDice } from '../dice.ts'
import { wrongIn } from './books.ts'
import { newGapMarket, payAndStay, recover, type GapMarket } from './gap-market.ts'

/** SOJOURN_TEST_GAPS=all kills at each; a short run at this many of them, others each time. */
const gapsInShort = { sqlite: 24, mysql: 12 }

forEachDatabase(
  'a market killed at any await between the click that pays and the money of the host leaves no residue once it is back',
  async (t, db, url) => {
    const market = await newGapMarket(url)
    t.after(() => market.end())
    const gaps = await countGaps(market, db)
    const all = process.env.SOJOURN_TEST_GAPS === 'all'
    const seed = Number(process.env.SOJOURN_TEST_SEED ?? systemRandom.below(2 ** 31))
    const dice = newDice(seed)
    const short = url.startsWith('sqlite') ? gapsInShort.sqlite : gapsInShort.mysql
    const chosen = all ? [...Array(gaps).keys()] : Array.from({ length: short }, () => dice.below(gaps))
    t.diagnostic(`${gaps} gaps, ${chosen.length} of them tried, SOJOURN_TEST_SEED=${seed}`)
    let deaths = 0
    for (const gap of chosen) {
      const { died, end, residue } = await killAt(market, db, gap, dice.below(3) > 0)
      assert.deepEqual(residue, [], `killed at call ${gap} of ${gaps}: ${end}`)
      if (died) deaths++
    }
    assert.ok(deaths > chosen.length / 2, `only ${deaths} of ${chosen.length} markets died: their journeys have become shorter`)
  },
  { timeout: 3_600_000 },
)

/** How many uses of the database a whole journey makes, up to the host's bank: each of them is a gap before which the process may die. */
async function countGaps(market: GapMarket, db: Db): Promise<number> {
  const journey = await market.journey()
  const own = market.current()
  assert.ok(own)
  own.fence.arm(Infinity)
  await payAndStay(market, journey)
  const gaps = own.fence.count
  const payouts = await db.selectFrom('bank_payout').select('state').execute()
  assert.deepEqual(
    payouts.map(({ state }) => state),
    ['paid'],
    'the whole way was walked',
  )
  assert.deepEqual(await wrongIn(db, market.now()), [])
  return gaps
}

type Killed = { died: boolean; /** What the guest's journey ended with. */ end: string; residue: string[] }

async function killAt(market: GapMarket, db: Db, gap: number, paysAgain: boolean): Promise<Killed> {
  const journey = await market.journey()
  const own = market.current()
  assert.ok(own)
  own.fence.arm(gap)
  const lived = 'it lived'
  const end = await payAndStay(market, journey).then(() => lived, String)
  const died = own.fence.count > gap
  await recover(market, journey, paysAgain)
  const { state } = await db.selectFrom('booking').select('state').where('id', '=', journey.bookingId).executeTakeFirstOrThrow()
  const decided = end === lived || paysAgain ? ['completed'] : ['completed', 'expired']
  const residue = [...(decided.includes(state) ? [] : [`the booking is ${state}`]), ...(await wrongIn(db, market.now()))]
  return { died, end, residue }
}
