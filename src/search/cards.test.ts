import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { forEachDatabase } from '../../test/databases.ts'
import { writeListing } from '../../test/search-rows.ts'
import { newSearchWorld } from '../../test/search-world.ts'
import type { KyselyPlugin } from 'kysely'
import { dayMs, later } from '../kernel/clock.ts'
import { newIds, type ListingId } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { presetPolicy } from '../listings/cancellation-policy.ts'
import { changePolicy } from '../listings/change-policies.ts'
import { makePolicy } from '../listings/make-policies.ts'
import { write, type Db, type Tx } from '../platform/db.ts'
import { announce } from '../platform/outbox.ts'
import { newSequencer } from '../platform/sequencer.ts'
import { newLogger } from '../platform/telemetry.ts'
import { findStays } from './find-stays.ts'
import { newSearch } from './search.ts'
import type { SearchListing } from './search-listing.ts'
import { searchQueryWire, searchWire } from './wire.ts'
import { writeFound } from './write-found.ts'

const log = newLogger({ level: 'silent' })

/** One home that is always free, and a search that follows what becomes of it. */
async function newHome(t: TestContext, db: Db) {
  const world = newSearchWorld(3)
  let at = world.now
  const clock = { now: () => at }
  const random = seededRandom(5)
  const deps = { db, clock, random, ids: newIds(clock, random) }
  const home: SearchListing = {
    ...world.fresh(),
    capacity: 1,
    petsMax: 0,
    units: [[]],
    stayRules: [],
    nightsMin: 1,
    nightsMax: 30,
    policy: presetPolicy('flexible'),
  }
  await write(db, (tx) => writeListing(tx, home))
  const sequencer = newSequencer(deps, [], { log, pollMs: 20 })
  let onFacts: (() => Promise<void>) | undefined
  const held: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      const isFacts = result.rows.some((row) => 'nights_min' in row)
      const meanwhile = isFacts ? onFacts : undefined
      if (isFacts) onFacts = undefined
      await meanwhile?.()
      return result
    },
  }
  const search = newSearch({ clock, db: db.withPlugin(held) }, { log })
  /** What happens when search has read what a home is, the next time, and not yet what it costs. */
  const onceFactsAreRead = (work: () => Promise<void>) => {
    onFacts = work
  }
  await search.start()
  t.after(async () => {
    await search.stop()
    await sequencer.stop()
  })
  const change = (work: (tx: Tx) => Promise<unknown>) =>
    write(db, async (tx) => {
      await work(tx)
      await announce(tx, deps, { type: 'listing.changed', listingId: home.id })
    })
  const update = (values: { title?: string; capacity?: number; state?: 'paused' | 'published' }) =>
    change((tx) => tx.updateTable('listing').set(values).where('id', '=', home.id).execute())
  const follow = async () => {
    await sequencer.runOnce()
    await search.catchUp()
  }
  const nextDay = () => {
    at = later(at, dayMs)
    return search.roll()
  }
  const page = async () => {
    const found = await findStays({ clock, search }, searchQueryWire.parse({}))
    assert.ok(found.ok)
    return searchWire.parse(JSON.parse(writeFound(found.value)))
  }
  return { home, deps, sequencer, change, update, follow, nextDay, page, onceFactsAreRead }
}

forEachDatabase('a card says what its listing says as soon as search knows of it', async (t, db) => {
  const { home, deps, change, update, follow, page } = await newHome(t, db)
  const first = async () => (await page()).results[0]
  assert.equal((await first())?.title, `Home ${home.id}`)

  await update({ title: 'The lighthouse' })
  await follow()
  assert.equal((await first())?.title, 'The lighthouse')

  await change((tx) => tx.deleteFrom('listing_rating').where('listing_id', '=', home.id).execute())
  await follow()
  assert.deepEqual((await first())?.rating, { average: null, count: 0 })

  const never = { nightsBeyondSlept: 0, restPercent: 100 }
  const made = await makePolicy(deps, { name: 'Hard', tiers: [{ daysBefore: 90, keeps: never }], late: never })
  assert.ok(made.ok)
  const ref = made.value.id
  await change((tx) => tx.updateTable('listing').set({ policy: ref }).where('id', '=', home.id).execute())
  await follow()
  assert.equal((await first())?.policy, ref)
  const upTo = async () => (await first())?.freeCancellationUntil
  const before = await upTo()
  const kind = [{ daysBefore: 0, keeps: { nightsBeyondSlept: 0, restPercent: 0 } }]
  assert.ok((await changePolicy(deps, { id: ref, version: made.value.version, tiers: kind })).ok)
  await follow()
  assert.ok((await upTo()) !== before && (await upTo()) !== null)

  await update({ state: 'paused' })
  await follow()
  assert.deepEqual([(await page()).results, (await page()).pins], [[], []])
  await update({ state: 'published', title: 'The mill' })
  await follow()
  assert.equal((await first())?.title, 'The mill')
})

forEachDatabase('a home is shown as long as search knows no better, and never after', async (t, db) => {
  const { home, update, follow, page } = await newHome(t, db)
  const ids = async () => (await page()).results.map(({ listingId }) => listingId)
  assert.deepEqual(await ids(), [home.id])
  await update({ state: 'paused' })
  // What follows is told in numbers that nobody has given yet.
  assert.deepEqual(await ids(), [home.id])
  await follow()
  assert.deepEqual(await ids(), [])
})

forEachDatabase('when a day ends and all homes are read anew, so are their cards', async (t, db) => {
  const { home, update, nextDay, page } = await newHome(t, db)
  assert.equal((await page()).results[0]?.title, `Home ${home.id}`)
  await update({ title: 'The mill' })
  await nextDay()
  assert.equal((await page()).results[0]?.title, 'The mill')
})

/** Titles and prices of one round are written together. */
const plain = { weekend_minor: null, weekly_discount_bp: 0, cleaning_minor: 0, guests_included: 1, extra_guest_minor: 0 }
const nights = 3

async function writeRound(tx: Tx, id: ListingId, round: number): Promise<void> {
  await tx
    .updateTable('price_plan')
    .set({ ...plain, base_minor: round })
    .where('listing_id', '=', id)
    .execute()
  await tx.deleteFrom('price_override').where('listing_id', '=', id).execute()
  await tx
    .updateTable('listing')
    .set({ title: String(round) })
    .where('id', '=', id)
    .execute()
}

forEachDatabase('a card that is read while search reads the home anew is not older than what search finds', async (t, db) => {
  const { home, change, follow, page, onceFactsAreRead } = await newHome(t, db)
  await change((tx) => writeRound(tx, home.id, 1))
  onceFactsAreRead(async () => {
    await page()
    await change((tx) => writeRound(tx, home.id, 2))
  })
  await follow()
  const [result] = (await page()).results
  assert.deepEqual([result?.price?.total.minor, result?.title], [2 * nights, '2'])
})

forEachDatabase('while a home changes again and again no card is older than the price beside it', async (t, db) => {
  const { home, change, sequencer, page } = await newHome(t, db)
  const last = 150
  sequencer.start()
  const seen = new Set<number>()
  const writing = (async () => {
    for (let round = 1; round <= last; round++) {
      await change((tx) => writeRound(tx, home.id, round))
    }
  })()
  while (!seen.has(last)) {
    await nextTurn()
    const [result] = (await page()).results
    const nightly = (result?.price?.total.minor ?? NaN) / nights
    // What it cost before the first round was more.
    const round = nightly <= last ? nightly : 0
    const card = result?.title.startsWith('Home') ? 0 : Number(result?.title)
    assert.ok(card >= round, `a card of round ${card} beside a price of round ${round}`)
    seen.add(round)
  }
  await writing
  assert.ok(seen.size > 10, `only ${seen.size} rounds were seen`)
})
