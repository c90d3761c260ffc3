import { availableParallelism } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { dayMs, hourMs, minuteMs } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Deps } from '../platform/deps.ts'
import { lastNumber, markAt, newFollower, type Follower, type FollowerOptions, type Mark } from '../platform/follower.ts'
import { newLoop } from '../platform/loop.ts'
import { newLogger } from '../platform/telemetry.ts'
import { newCards, type Cards } from './cards.ts'
import { newEngine } from './engine.ts'
import type { Box } from './geography.ts'
import { newGazetteer, type CountedPlace } from './places/gazetteer.ts'
import { namesOnMap, type NameOnMap } from './places/names-on-map.ts'
import { loadWorld } from './places/world.ts'
import { newLoader } from './load.ts'
import type { Answer, CalendarDay, Hit, Query, QueryError } from './query.ts'

export type SearchError = QueryError | { code: 'search_starting' }

/** Search as this process answers it: from memory, a moment behind the database, which decides when something is booked. */
export type Search = {
  /** Reads everything that is published, then follows what changes. Resolves when the first search can be answered. */
  start(): Promise<void>
  stop(): Promise<void>
  /** False until everything has been read. */
  ready(): boolean
  /** The number of the last event in the answers. */
  position(): number
  /** Resolves when the answers hold everything numbered before the call. */
  catchUp(): Promise<void>
  /** Moves the window of nights on if the day has changed; it does so by itself once a minute. */
  roll(): Promise<void>
  search(query: Query): Promise<Result<Answer, SearchError>>
  /** Each arrival of `query.when` by itself. */
  calendar(query: Query): Promise<Result<CalendarDay[], SearchError>>
  /** The nearest stay of each of these for one adult, in their order; those that are not published are left out. */
  named(ids: readonly ListingId[]): Promise<Result<Hit[], SearchError>>
  /** Places for what a guest has typed so far. */
  places(text: string, limit: number): Promise<CountedPlace[]>
  /** What a guest means by a place's id or name. */
  findPlace(text: string): Promise<CountedPlace | null>
  /** What to write on a map of this box, the most telling first. */
  namesOnMap(box: Box, limit: number): Promise<NameOnMap[]>
  /** What to show of what was found. */
  cards: Cards
}

const rollCheckMs = minuteMs

/** With fewer homes an answer takes less time than handing it over from a thread. */
const threadsFromDefault = 20_000
/** One processor is left to everything else. */
const threadsDefault = Math.max(1, availableParallelism() - 1)

export type SearchOptions = Pick<FollowerOptions, 'log' | 'isBusy'> & {
  threads?: number
  threadsFrom?: number
  /** The file that makes the next start short. */
  snapshot?: string
  snapshotFrom?: number
}

const snapshotEveryMs = hourMs
/** Fewer homes are read from the database within a second or two. */
const snapshotFromDefault = 5_000

const asMark = (mark: unknown): Mark | null => {
  const parsed = markShape.safeParse(mark)
  return parsed.success ? parsed.data : null
}
const markShape = z.object({ seq: z.int(), id: z.string() })

export function newSearch(deps: Pick<Deps, 'db' | 'clock'>, options: SearchOptions = {}): Search {
  const { log = newLogger(), isBusy, threads = threadsDefault, threadsFrom = threadsFromDefault } = options
  const { snapshot, snapshotFrom = snapshotFromDefault } = options
  const { db, clock } = deps
  const today = () => Math.floor(clock.now() / dayMs)
  const engine = newEngine(today())
  const gazetteer = newGazetteer({ world: loadWorld, areas: engine.areas, countIn: async (boxes) => engine.countIn(boxes) })
  const cards = newCards(deps)
  const loader = newLoader(deps, { engine, cards })
  let follower: Follower | undefined
  let ready = false
  /** Up to which event the snapshot goes. */
  let saved = 0

  /** The position comes first: what happens while reading is then followed, never missed. */
  const readAll = async () => {
    ready = false
    const position = await lastNumber(db)
    engine.clear()
    cards.forgetAll()
    await loader.loadAll()
    await engine.tighten()
    return position
  }
  /** From the snapshot, if what it ends with is still what the database says; from the database otherwise. */
  const resume = async () => {
    cards.forgetAll()
    const mark = snapshot === undefined ? null : asMark(await loader.loadSnapshot(snapshot))
    if (!mark || !isDeepStrictEqual(await markAt(db, mark.seq), mark)) return readAll()
    saved = mark.seq
    await engine.rollTo(today())
    return mark.seq
  }
  const save = async () => {
    const mark = ready && follower && follower.position() !== saved ? await markAt(db, follower.position()) : null
    if (snapshot === undefined || !mark || engine.count() < snapshotFrom) return false
    await engine.save(snapshot, mark)
    saved = mark.seq
    return false
  }
  /** A market of this size is answered by threads from now on. Without them this thread answers, and follows all the same. */
  const startThreads = async () => {
    if (engine.count() < threadsFrom) return
    await engine.startThreads(threads).catch((error: unknown) => log.error({ err: error }, 'search has no threads'))
  }
  const saving = newLoop({ name: 'search snapshot', step: save, pollMs: snapshotEveryMs, log })
  const readAllAgain = async () => {
    const position = await readAll()
    ready = true
    return position
  }
  const roll = async () => {
    if (ready) await loader.rollTo(today())
    return false
  }
  const rolling = newLoop({ name: 'search window', step: roll, pollMs: rollCheckMs, log })
  return {
    start: async () => {
      follower = newFollower(
        deps,
        {
          after: await resume(),
          onEvents: (events) => loader.apply(events).then(() => (ready ? startThreads() : undefined)),
          onSwept: readAllAgain,
        },
        { log, isBusy },
      )
      await follower.catchUp()
      ready = true
      // Until they are there this thread answers.
      void startThreads()
      follower.start()
      rolling.start()
      if (snapshot !== undefined) saving.start()
    },
    stop: async () => {
      loader.stop()
      await rolling.stop()
      await follower?.stop()
      await saving.stop()
      await save().catch((error: unknown) => log.error({ err: error }, 'search was not written down'))
      ready = false
      await engine.stop()
    },
    ready: () => ready,
    position: () => follower?.position() ?? 0,
    catchUp: async () => follower?.catchUp(),
    roll: async () => void (await roll()),
    search: async (query) => (ready ? engine.search(query, clock.now()) : err({ code: 'search_starting' })),
    calendar: async (query) => (ready ? engine.calendar(query, clock.now()) : err({ code: 'search_starting' })),
    named: async (ids) => (ready ? ok(await engine.named(ids, clock.now())) : err({ code: 'search_starting' })),
    places: gazetteer.suggest,
    findPlace: gazetteer.find,
    namesOnMap: async (box, limit) => namesOnMap({ world: await loadWorld(), areas: engine.areas }, box, limit),
    cards,
  }
}
