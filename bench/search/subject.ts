import type { Clock } from '../../src/kernel/clock.ts'
import type { ListingId } from '../../src/kernel/ids.ts'
import type { Result } from '../../src/kernel/result.ts'
import type { Terms } from '../../src/pricing/market-terms.ts'
import type { Db } from '../../src/platform/db.ts'
import { newCards } from '../../src/search/cards.ts'
import { newEngine, type Engine } from '../../src/search/engine.ts'
import { newGazetteer } from '../../src/search/places/gazetteer.ts'
import { loadWorld } from '../../src/search/places/world.ts'
import type { Answer, Query } from '../../src/search/query.ts'
import type { SearchListing } from '../../src/search/search-listing.ts'
import type { Search } from '../../src/search/search.ts'

/** What of an answer is compared with others. */
export type Found = Readonly<{ total: number; ids: readonly ListingId[]; totals: readonly (number | null)[] }>

/** The engine as it is measured. */
export type Subject = {
  put(home: SearchListing): void
  putNights(id: ListingId, units: SearchListing['units']): void
  search(query: Query): Promise<Found>
  /** When everything put before is in every answer. */
  settled(): Promise<void>
  /** Once all homes are there. */
  tighten(): Promise<void>
  /** Memory of the index. */
  bytes(): number
  /** From now on other threads answer, as in a market of this size. */
  startThreads(count: number): Promise<void>
  /** See the engine's. */
  save(file: string, mark: unknown): Promise<void>
  stop(): Promise<void>
  /** Search as routes know it, answered by this engine, with cards from a database. */
  asSearch(db: Db): Search
}

/** A market that takes a fee and whose towns take a tax. */
export const terms: Terms = {
  guestFeeBp: 1_200,
  hostFeeBp: 300,
  tax: { kind: 'percent', name: 'City tax', bp: 600, base: ['nights', 'cleaning'] },
}

export function newSubject(today: number, clock: Clock): Subject {
  const engine = newEngine(today)
  engine.setTerms(terms)
  return {
    put: engine.put,
    putNights: engine.putNights,
    settled: engine.settled,
    tighten: engine.tighten,
    bytes: engine.bytes,
    startThreads: engine.startThreads,
    save: engine.save,
    stop: engine.stop,
    search: async (query) => foundIn(must(await engine.search(query, clock.now()))),
    asSearch: (db) => asSearch(engine, { db, clock }),
  }
}

export const foundBy = async (search: Search, query: Query): Promise<Found> => foundIn(must(await search.search(query)))

const foundIn = ({ total, hits }: Answer): Found => ({
  total,
  ids: hits.map(({ listingId }) => listingId),
  totals: hits.map(({ price }) => price && price.total.minor),
})

function must<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

function asSearch(engine: Engine, deps: { db: Db; clock: Clock }): Search {
  const { clock } = deps
  const gazetteer = newGazetteer({ world: loadWorld, areas: engine.areas, countIn: async (boxes) => engine.countIn(boxes) })
  const nothing = async () => undefined
  return {
    start: nothing,
    stop: nothing,
    ready: () => true,
    position: () => 0,
    catchUp: nothing,
    roll: nothing,
    search: async (query) => engine.search(query, clock.now()),
    calendar: async (query) => engine.calendar(query, clock.now()),
    named: async (ids) => ({ ok: true, value: await engine.named(ids, clock.now()) }),
    places: gazetteer.suggest,
    findPlace: gazetteer.find,
    namesOnMap: async () => [],
    cards: newCards(deps),
  }
}
