import type { TestContext } from 'node:test'
import { fromDayNumber } from '../src/kernel/calendar-date.ts'
import { dayMs, later, type Instant } from '../src/kernel/clock.ts'
import { newIds, type ListingId } from '../src/kernel/ids.ts'
import { seededRandom } from '../src/kernel/random.ts'
import { write, type Db, type Tx } from '../src/platform/db.ts'
import type { Deps } from '../src/platform/deps.ts'
import { announce } from '../src/platform/outbox.ts'
import { newSequencer } from '../src/platform/sequencer.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { loadTerms, saveTerms } from '../src/pricing/terms.ts'
import { newSearch, type Search, type SearchOptions } from '../src/search/search.ts'
import { readListings, writeListing } from './search-rows.ts'
import { anything, assertSame } from './search-same.ts'
import { newSearchWorld, whenOf } from './search-world.ts'

const log = newLogger({ level: 'silent' })

function depsOf(db: Db, now: Instant): Deps & { clock: { pass(ms: number): Instant } } {
  let at = now
  const clock = { now: () => at, pass: (ms: number) => (at = later(at, ms)) }
  const random = seededRandom(7)
  return { db, clock, random, ids: newIds(clock, random) }
}

/** A world in the database, with so many more homes than it has by itself, a process that numbers its events, and searches that follow. */
export async function newSearchTown(t: TestContext, db: Db, seed: number, more = 0) {
  const world = newSearchWorld(seed)
  for (let i = 0; i < more; i++) world.listings.push(world.fresh())
  const deps = depsOf(db, world.now)
  await write(db, async (tx) => {
    await saveTerms(tx, deps, world.terms)
    for (const listing of world.listings) await writeListing(tx, listing)
  })
  const sequencer = newSequencer(deps, [], { log, pollMs: 20 })
  t.after(sequencer.stop)
  const another = (options: SearchOptions = {}) => {
    const search = newSearch(deps, { log, ...options })
    t.after(search.stop)
    return search
  }
  const change = (listingId: ListingId, work: (tx: Tx) => Promise<unknown>, type = 'listing.changed') =>
    write(db, async (tx) => {
      await work(tx)
      await announce(tx, deps, { type, listingId })
    })
  const search = another()
  /** All that was announced is numbered, and `search` has followed it. */
  const follow = async () => {
    await sequencer.runOnce()
    await search.catchUp()
  }
  const now = async () => ({ now: deps.clock.now(), terms: await loadTerms(db), listings: await readListings(db) })
  /** That a search answers what the database says. */
  const assertTrue = async (search: Search) => {
    const asked = await now()
    for (let i = 0; i < 10; i++) await assertSame(search, asked, world.query())
    const soon = whenOf(fromDayNumber(Math.floor(asked.now / dayMs) + 2), 1)
    await assertSame(search, asked, { ...anything, when: soon, freeCancellation: true, facets: true })
  }
  return { world, deps, sequencer, newSearch: another, search, follow, change, now, assertTrue }
}
