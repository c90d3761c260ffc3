import { test } from 'node:test'
import { dayMs } from '../../src/kernel/clock.ts'
import { newEngine } from '../../src/search/engine.ts'
import { newDice } from '../dice.ts'
import { assertSame, assertSameCalendar } from '../search-same.ts'
import { budgeted, newSearchWorld } from '../search-world.ts'

const [worlds, questionsEach] = [12_500, 8]
/** The gate looks at those before. */
const firstSeed = 1_000

test('a hundred thousand answers are what a slow look at each listing, each night and each price gives', async (t) => {
  let found = 0
  for (let seed = firstSeed; seed < firstSeed + worlds; seed++) {
    const world = newSearchWorld(seed)
    const engine = newEngine(Math.floor(world.now / dayMs))
    engine.setTerms(world.terms)
    for (const listing of world.listings) engine.put(listing)
    const dice = newDice(seed)
    try {
      for (let i = 0; i < questionsEach; i++)
        found += (await assertSame(engine, world, budgeted(world, world.query(), dice))).ordered.length
      await assertSameCalendar(engine, world, budgeted(world, world.season(), dice))
    } catch (error) {
      throw new Error(`world ${seed}`, { cause: error })
    }
  }
  t.diagnostic(`${worlds * questionsEach} questions found ${found} homes`)
})
