import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { z } from 'zod'
import { fromDayNumber } from '../src/kernel/calendar-date.ts'
import { dayMs, instant } from '../src/kernel/clock.ts'
import type { Currency } from '../src/kernel/money.ts'
import { wallTime, type Zone } from '../src/kernel/zone.ts'
import { presetPolicy } from '../src/listings/cancellation-policy.ts'
import { openDatabase, type Db } from '../src/platform/db.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { searchRoutes } from '../src/search/routes.ts'
import type { SearchListing } from '../src/search/search-listing.ts'
import { newSearch } from '../src/search/search.ts'
import type { searchWire } from '../src/search/wire.ts'
import { databases } from './databases.ts'
import { newSearchWorld, type SearchWorld } from './search-world.ts'
import { newServer } from './server.ts'

/** Homes in Singapore on the first of June 2030, and search over HTTP. */
export const now = instant('2030-06-01T12:00:00Z')
export const today = fromDayNumber(Math.floor(now / dayMs))
export const clock = { now: () => now }
export type Answer = z.output<typeof searchWire>

/** The API over `db`, as it is when it is called. */
export async function newApi(t: TestContext, db: Db) {
  const search = newSearch({ db, clock }, { log: newLogger({ level: 'silent' }) })
  await search.start()
  const { app } = await newServer((server) => searchRoutes(server, { db, clock, search }))
  t.after(async () => {
    await search.stop()
    await app.close()
  })
  const get = async (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
  const ask = async (query: Record<string, string | number>) => get(`/search?${searchParams(query)}`)
  const answer = async (query: Record<string, string | number> = {}): Promise<Answer> => {
    const reply = await ask(query)
    assert.equal(reply.statusCode, 200, reply.body)
    return reply.json<Answer>()
  }
  return { app, get, ask, answer, search }
}

const searchParams = (query: Record<string, string | number>) =>
  new URLSearchParams(Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)])))

/** A database of its own for a test that needs no second kind. */
export async function newSqlite(t: TestContext): Promise<Db> {
  const made = await databases()[0]?.openMigrated()
  assert.ok(made)
  const db = openDatabase(made.url)
  t.after(async () => {
    await db.destroy()
    await made.drop()
  })
  return db
}

const open = {
  capacity: 4,
  petsMax: 0,
  nightsMin: 1,
  nightsMax: 30,
  units: [[]],
  zone: 'Asia/Singapore' as Zone,
  currency: 'SGD' as Currency,
}

export function homes(count: number, over: Partial<SearchListing> = {}): SearchListing[] {
  const world: SearchWorld = newSearchWorld(77)
  return Array.from({ length: count }, (_, i) => ({
    ...world.fresh(),
    checkInFrom: wallTime('15:00'),
    policy: presetPolicy('flexible'),
    instantBook: true,
    stayRules: [],
    ...open,
    lat: 1.3 + i / 1000,
    lng: 103.85,
    country: 'SG',
    region: null,
    town: 'Singapore',
    neighbourhood: 'Kallang',
    ...over,
  }))
}

export const plan = {
  baseMinor: 10_000,
  weekendMinor: 15_000,
  weeklyDiscountBp: 0,
  monthlyDiscountBp: 0,
  cleaningMinor: 3_000,
  guestsIncluded: 4,
  extraGuestMinor: 0,
  petMinor: 0,
}
