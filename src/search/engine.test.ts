import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs, hourMs, instant, later } from '../kernel/clock.ts'
import { idFrom } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { dateAt, wallTime, type Zone } from '../kernel/zone.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import { noTerms } from '../pricing/market-terms.ts'
import { newDice } from '../../test/dice.ts'
import { newPolicy } from '../../test/search-facts.ts'
import { anything, ask, assertSame, assertSameCalendar, pinsIn } from '../../test/search-same.ts'
import { budgeted, newSearchWorld, whenOf, type SearchWorld } from '../../test/search-world.ts'
import { newEngine, type Engine } from './engine.ts'
import { inBox } from './geography.ts'
import { windowNights } from './index/nights.ts'
import { groupsMax } from './index/row.ts'
import type { Answer } from './query.ts'

const kiritimati = 'Pacific/Kiritimati' as Zone
const worlds = 100
const queriesEach = 12

function engineOf({ now, terms, listings }: SearchWorld): Engine {
  const engine = newEngine(Math.floor(now / dayMs))
  engine.setTerms(terms)
  for (const listing of listings) engine.put(listing)
  return engine
}

test('every answer is what a slow look at each listing, each night and each price gives', async () => {
  const seen = new Map<string, number>()
  const see = (what: string, times: number) => seen.set(what, (seen.get(what) ?? 0) + times)
  for (let seed = 1; seed <= worlds; seed++) {
    const world = newSearchWorld(seed)
    const engine = engineOf(world)
    const dice = newDice(seed)
    for (let i = 0; i < queriesEach; i++) {
      const query = budgeted(world, world.query(), dice)
      const reference = await assertSame(engine, world, query).catch((error: unknown) => {
        throw new Error(`world ${seed}, question ${i}: ${JSON.stringify(query)}`, { cause: error })
      })
      see('homes', reference.suiting.length)
      see('homes within limits of price', query.priceMax === null ? 0 : reference.ordered.length)
      see('questions for a currency', Number(reference.needsCurrency))
      see('facets', reference.ordered.length > 0 ? (reference.facets?.amenities.length ?? 0) : 0)
      for (const [part, others] of Object.entries(reference.instead ?? {})) see(`${part} instead`, others.length)
    }
  }
  for (const [what, times] of seen) assert.ok(times >= worlds / 10, `${times} ${what}`)
  assert.ok((seen.get('homes') ?? 0) > worlds * queriesEach)
})

test('every day of a calendar is what a slow look at that day alone gives', async () => {
  let free = 0
  for (let seed = 1; seed <= worlds; seed++) {
    const world = newSearchWorld(seed)
    const engine = engineOf(world)
    const query = budgeted(world, world.season(), newDice(seed))
    await assertSameCalendar(engine, world, query)
    const days = await engine.calendar(query, world.now)
    free += days.ok ? days.value.filter(({ from }) => from !== null).length : 0
  }
  assert.ok(free > worlds, `${free} days are free`)
  const world = newSearchWorld(1)
  assert.deepEqual(engineOf(world).calendar(anything, world.now), { ok: true, value: [] }, 'no dates, no days')
})

test('listings that change, leave, come back and come new are searched as they are now', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const world = newSearchWorld(seed)
    const engine = engineOf(world)
    const dice = newDice(seed)
    for (let i = 0; i < 15; i++) {
      const index = dice.below(world.listings.length)
      const old = world.listings[index]
      const changed = old && dice.chance(0.6) ? { ...world.fresh(), id: old.id } : world.fresh()
      if (old && dice.chance(0.4)) {
        engine.remove(old.id)
        world.listings.splice(index, 1)
      }
      world.listings = [...world.listings.filter(({ id }) => id !== changed.id), changed]
      const query = world.query()
      await engine.search(query, world.now)
      engine.put(changed)
      if (dice.chance(0.3)) {
        await engine.search(query, world.now)
        world.terms = newSearchWorld(seed + i).terms
        engine.setTerms(world.terms)
      }
      assert.equal(engine.count(), world.listings.length)
      await assertSame(engine, world, query)
      await assertSame(engine, world, world.query())
    }
  }
})

test('a market that grows by thousands is searched as well as a small one', async () => {
  const world = newSearchWorld(15)
  for (let i = 0; i < 2_600; i++) world.listings.push(world.fresh())
  const engine = engineOf(world)
  for (let i = 0; i < 8; i++) {
    const amenities = ['wifi', 'pool'].slice(0, i % 3)
    const when = whenOf(fromDayNumber(Math.floor(world.now / dayMs) + 20 * i + 1), 1 + i)
    await assertSame(engine, world, { ...world.query(), box: null, centre: null, sort: 'rating', limit: 50, when, amenities })
  }
})

test('amenities beyond those that have a bit a home are asked for, counted and missed like others, also after homes have changed', async () => {
  const world = newSearchWorld(78)
  const dice = newDice(78)
  const known = Array.from({ length: groupsMax + 60 }, (_, number) => `amenity_${number}`)
  const some = (most: number) => Array.from({ length: 1 + dice.below(most) }, () => dice.pick(known))
  const fresh = () => ({ ...world.fresh(), amenities: [...new Set([...some(40), ...known.slice(-3)])].slice(dice.below(3)) })
  world.listings = Array.from({ length: 150 }, fresh)
  const engine = engineOf(world)
  let found = 0
  for (let i = 0; i < 30; i++) {
    const amenities = dice.chance(0.5) ? some(2) : [dice.pick(known.slice(groupsMax))]
    const query = { ...anything, amenities, facets: dice.chance(0.5), instead: dice.chance(0.5), limit: 50 }
    found += (await assertSame(engine, world, query)).ordered.length
    const changed = { ...fresh(), id: dice.pick(world.listings).id }
    world.listings = world.listings.map((listing) => (listing.id === changed.id ? changed : listing))
    engine.put(changed)
  }
  assert.ok(found > 30, `${found} homes found`)
})

test('days pass: the window of nights moves on with them', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const world = newSearchWorld(seed)
    const engine = engineOf(world)
    const dice = newDice(seed)
    for (let day = 0; day < 5; day++) {
      world.now = later(world.now, dice.pick([1, 1, 2, 40, 900]) * dayMs)
      await engine.rollTo(Math.floor(world.now / dayMs))
      for (const listing of world.listings) engine.put(listing)
      for (let i = 0; i < 4; i++) await assertSame(engine, world, world.query())
    }
  }
})

test('a night that enters the window is promised to nobody until the listing has been read again', async () => {
  const world = newSearchWorld(2)
  const now = instant('2028-02-28T12:00:00Z')
  const today = Math.floor(now / dayMs)
  const engine = newEngine(today)
  const listing = { ...world.fresh(), zone: kiritimati, nightsMin: 1, nightsMax: 30, stayRules: [], units: [[], []], capacity: 9 }
  engine.put(listing)
  const lastNight = (day: number) => ({ ...anything, when: whenOf(fromDayNumber(day + nightsAheadMax), 1) })
  assert.equal((await ask(engine, lastNight(today), now)).total, 1)
  for (const days of [1, 3, 800]) {
    const then = later(now, days * dayMs)
    assert.equal((await ask(engine, lastNight(today + days), then)).total, 0, 'not yet in the window')
    await engine.rollTo(today + days)
    assert.equal((await ask(engine, lastNight(today + days), then)).total, 0, 'not yet read')
    assert.equal((await ask(engine, { ...anything, when: null }, then)).hits.at(0)?.price === null, days === 800)
    engine.put(listing)
    assert.equal((await ask(engine, lastNight(today + days), then)).total, 1)
  }
})

test('a home whose host answers first is found for today as long as there is time to ask, to the millisecond', async () => {
  const now = instant('2028-02-28T13:44:59.999Z')
  const today = Math.floor(now / dayMs)
  const engine = newEngine(today)
  const open = { nightsMin: 1, nightsMax: 30, stayRules: [], units: [[]], capacity: 9, zone: 'UTC' as Zone, checkInFrom: wallTime('15:00') }
  engine.put({ ...newSearchWorld(2).fresh(), ...open, instantBook: false })
  const seen = async (ms: number) => {
    const tonight = await ask(engine, { ...anything, when: whenOf(fromDayNumber(today), 1) }, later(now, ms))
    return [tonight.total, (await ask(engine, anything, later(now, ms))).hits.at(0)?.price?.checkIn]
  }
  assert.deepEqual(await seen(0), [1, fromDayNumber(today)])
  assert.deepEqual(await seen(1), [1, fromDayNumber(today)], 'an hour and a quarter before the arrival')
  assert.deepEqual(await seen(2), [0, fromDayNumber(today + 1)])
})

test('the nearest stay moves on when its day has passed, without anything else having changed', async () => {
  const world = newSearchWorld(2)
  const now = instant('2028-02-28T12:00:00Z')
  const today = Math.floor(now / dayMs)
  const engine = newEngine(today)
  const taken = [today + 4, today + 9]
  engine.put({
    ...world.fresh(),
    zone: 'UTC' as Zone,
    instantBook: true,
    nightsMin: 1,
    nightsMax: 30,
    stayRules: [],
    units: [taken],
    capacity: 9,
  })
  const nearest = async (days: number) => (await ask(engine, anything, later(now, days * dayMs))).hits.at(0)?.price?.checkIn
  const expected = [0, 1, 5, 5, 5, 5, 6, 10, 10, 10, 10, 11].map((days) => fromDayNumber(today + days))
  assert.deepEqual(await Promise.all(expected.map((_, days) => nearest(days))), expected)
})

test('a stay that comes to nothing is not found: checkout would refuse it as not priced', async () => {
  const world = newSearchWorld(2)
  const engine = newEngine(Math.floor(world.now / dayMs))
  const fresh = { ...world.fresh(), overrides: [], units: [[]], capacity: 9, nightsMin: 1, nightsMax: 30, stayRules: [] }
  const free = { baseMinor: 0, weekendMinor: null, cleaningMinor: 0, extraGuestMinor: 0, petMinor: 0 }
  const when = whenOf(fromDayNumber(Math.floor(world.now / dayMs) + 20), 2)
  const found = async (plan: typeof fresh.plan) => {
    engine.put({ ...fresh, plan })
    const [dated, open] = [await ask(engine, { ...anything, when }, world.now), await ask(engine, { ...anything, when: null }, world.now)]
    return [dated.total, open.total, open.hits[0]?.price === null]
  }
  assert.deepEqual(await found({ ...fresh.plan, ...free, baseMinor: 1 }), [1, 1, false])
  assert.deepEqual(await found({ ...fresh.plan, ...free, weeklyDiscountBp: 0, monthlyDiscountBp: 0 }), [0, 1, true])
})

test('nobody can arrive yesterday by the clocks of the place, wherever it is', async () => {
  const base = newSearchWorld(3).listings[0]
  assert.ok(base)
  const zones = ['Etc/GMT+12', 'America/St_Johns', 'UTC', kiritimati] as Zone[]
  for (let quarter = 0; quarter < 24 * 4; quarter++) {
    const now = later(instant('2028-02-28T00:00:00Z'), quarter * (hourMs / 4))
    const engine = newEngine(Math.floor(now / dayMs))
    for (const zone of zones) {
      const today = dateAt(now, zone)
      const listing = { ...base, zone, instantBook: true, nightsMin: 1, nightsMax: 999, units: [[]], capacity: 9, stayRules: [] }
      engine.put(listing)
      const total = async (ahead: number, count: number) =>
        (await ask(engine, { ...anything, when: whenOf(addDays(today, ahead), count) }, now)).total
      const asked = [total(-1, 2), total(0, 1), total(0, 365), total(nightsAheadMax - 2, 2), total(nightsAheadMax - 1, 2)]
      assert.deepEqual(await Promise.all(asked), [0, 1, 1, 1, 0])
    }
  }
  assert.ok(nightsAheadMax + 2 <= windowNights, 'the window reaches from yesterday to the last night of where it is tomorrow')
})

test('pages stay where they are when others come and go, and lead back the way they came', async () => {
  const world = newSearchWorld(8)
  const listings = Array.from({ length: 60 }, () => ({
    ...world.fresh(),
    capacity: 5,
    units: [[]],
    nightsMin: 1,
    nightsMax: 30,
    stayRules: [],
  }))
  const engine = newEngine(Math.floor(world.now / dayMs))
  engine.setTerms(noTerms)
  for (const listing of listings) engine.put(listing)
  const ids = (answer: Answer) => answer.hits.map(({ listingId }) => listingId)
  const first = await ask(engine, anything, world.now)
  const second = await ask(engine, { ...anything, cursor: first.nextCursor }, world.now)
  const third = await ask(engine, { ...anything, cursor: second.nextCursor }, world.now)
  assert.deepEqual(ids(await ask(engine, { ...anything, cursor: third.previousCursor }, world.now)), ids(second))
  assert.deepEqual(
    [second.page, third.page],
    [
      { number: 2, count: 9 },
      { number: 3, count: 9 },
    ],
  )

  // The last of the second page and one of the first leave: the third is as it was, and nothing of it was skipped.
  for (const id of [second.hits.at(-1)?.listingId, first.hits[3]?.listingId]) if (id) engine.remove(id)
  const again = await ask(engine, { ...anything, cursor: second.nextCursor }, world.now)
  assert.deepEqual(ids(again), ids(third))
  assert.deepEqual([again.total, again.page], [58, { number: 3, count: 9 }])
  const back = await ask(engine, { ...anything, cursor: again.previousCursor }, world.now)
  assert.deepEqual(ids(back), [first.hits.at(-1)?.listingId, ...ids(second).slice(0, -1)])

  // Everything after the cursor has gone: an empty page that still leads back.
  for (const { id } of listings) if (!ids(first).includes(id)) engine.remove(id)
  const empty = await ask(engine, { ...anything, cursor: third.nextCursor }, world.now)
  assert.deepEqual([empty.hits, empty.nextCursor], [[], null])
  assert.deepEqual(ids(await ask(engine, { ...anything, cursor: empty.previousCursor }, world.now)).length, 6)
})

const alwaysFree = { capacity: 9, units: [[]], nightsMin: 1, nightsMax: 30, stayRules: [], overrides: [] }

test('later pages keep to what a night cost usually when the first was made', async () => {
  const world = newSearchWorld(8)
  const listings = Array.from({ length: 60 }, () => ({ ...world.fresh(), ...alwaysFree, currency: 'EUR' as Currency }))
  const engine = newEngine(Math.floor(world.now / dayMs))
  for (const listing of listings) engine.put(listing)
  const first = await ask(engine, anything, world.now)
  const shown = new Set(first.hits.map(({ listingId }) => listingId))
  const others = new Set(listings.map(({ id }) => id).filter((id) => !shown.has(id)))
  const later = async () => {
    const ids = []
    for (let cursor = first.nextCursor; cursor !== null;) {
      const page = await ask(engine, { ...anything, cursor }, world.now)
      ids.push(...page.hits.map(({ listingId }) => listingId).filter((id) => others.has(id)))
      cursor = page.nextCursor
    }
    return ids
  }
  const before = await later()
  assert.equal(before.length, others.size)
  for (const { plan } of [...listings, ...listings]) {
    engine.put({ ...world.fresh(), ...alwaysFree, currency: 'EUR' as Currency, plan: { ...plan, baseMinor: 900_000 } })
  }
  assert.deepEqual(await later(), before, 'a hundred dear ones have come')
})

test('what becomes of a policy holds for every home that names it', async () => {
  let freed = 0
  for (let seed = 1; seed <= 40; seed++) {
    const world = newSearchWorld(seed)
    const engine = engineOf(world)
    const tonight = { ...anything, freeCancellation: true, when: whenOf(fromDayNumber(Math.floor(world.now / dayMs) + 2), 1) }
    const before = await ask(engine, tonight, world.now)
    for (const { ref } of world.policies.slice(-2)) {
      const policy = { ...newPolicy(newDice(seed), idFrom<'policy'>('any')), ref }
      engine.setPolicy(policy)
      world.listings = world.listings.map((listing) => (listing.policy.ref === ref ? { ...listing, policy } : listing))
    }
    await assertSame(engine, world, tonight)
    freed += Number((await ask(engine, tonight, world.now)).total !== before.total)
  }
  assert.ok(freed > 0, 'some of the changes let other homes be found')
})

test('many pins in a box are put together by its grid, none lost, each among those that it stands for', async () => {
  const world = newSearchWorld(5)
  const engine = newEngine(Math.floor(world.now / dayMs))
  const listings = Array.from({ length: 400 }, (_, i) => ({
    ...world.fresh(),
    lat: (i % 20) / 40,
    lng: 179.8 + Math.floor(i / 20) / 50,
    capacity: 9,
  }))
  const wrapped = listings.map((listing) => ({ ...listing, lng: listing.lng > 180 ? listing.lng - 360 : listing.lng }))
  for (const listing of wrapped) engine.put(listing)
  for (const box of [null, [179.7, -0.1, -179.7, 0.6] as const]) {
    const answer = await ask(engine, { ...anything, box }, world.now)
    const pins = pinsIn(answer)
    assert.equal(
      pins.reduce((sum, { count }) => sum + count, 0),
      answer.total,
    )
    assert.equal(answer.total, 400)
    assert.ok(pins.length <= 96 && pins.every(({ listingId, count }) => (listingId === null) === count > 1))
    assert.ok(pins.every(({ lat, lng }) => inBox([179.79, 0, -179.8, 0.5], lat, lng)))
  }
})

test('a question that needs a currency, or brings a foreign cursor, is told so', async () => {
  const world = newSearchWorld(1)
  const engine = newEngine(Math.floor(world.now / dayMs))
  for (const currency of ['EUR', 'JPY'] as (typeof world.listings)[0]['currency'][])
    engine.put({ ...world.fresh(), ...alwaysFree, currency })
  assert.deepEqual(await engine.search({ ...anything, priceMax: 5 }, world.now), {
    ok: false,
    error: { code: 'currency_needed', currencies: ['EUR', 'JPY'] },
  })
  assert.ok((await engine.search({ ...anything, priceMax: 5, currency: 'JPY' as Currency }, world.now)).ok)
  const { nextCursor } = await ask(engine, { ...anything, limit: 1 }, world.now)
  assert.deepEqual(await engine.search({ ...anything, sort: 'price', cursor: nextCursor }, world.now), {
    ok: false,
    error: { code: 'bad_cursor' },
  })
  assert.equal((await ask(engine, anything, world.now)).histogram, null)
})
