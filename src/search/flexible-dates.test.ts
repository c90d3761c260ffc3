import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { homes, newApi, plan, today, type Answer } from '../../test/search-api.ts'
import { writeListing } from '../../test/search-rows.ts'
import { addDays, calendarDate, dayNumber, type CalendarDate } from '../kernel/calendar-date.ts'
import { presetPolicy } from '../listings/cancellation-policy.ts'
import type { SearchListing } from './search-listing.ts'

/** 1 June 2030 is a Saturday. Friday and Saturday nights cost 150, others 100, and the cleaning 30. */
const priced = { plan, overrides: [] }
const nightsFrom = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => dayNumber(addDays(calendarDate(from), index)))

function one(over: Partial<SearchListing> = {}): SearchListing {
  const [home] = homes(1, { ...priced, ...over })
  assert.ok(home)
  return home
}

const offered = ({ results }: Answer) => results.map(({ price }) => price && `${price.checkIn} ${price.nights} ${price.total.minor}`)

forEachDatabase('with some days either side a home offers the cheapest stay that it has free, as near as may be', async (t, db) => {
  await writeListing(db, one())
  const { answer } = await newApi(t, db)
  const dates = { checkIn: '2030-06-14', checkOut: '2030-06-16' } // a Friday
  const found = async (flex: number) => offered(await answer({ ...dates, flex }))
  assert.deepEqual(await found(0), ['2030-06-14 2 33000'])
  assert.deepEqual(await found(1), ['2030-06-13 2 28000'], 'Thursday has one night of the weekend')
  assert.deepEqual(await found(2), ['2030-06-12 2 23000'], 'Wednesday has none, and is nearer than Sunday is not')
  assert.deepEqual(await found(3), ['2030-06-12 2 23000'], 'nearer than Tuesday')
  await writeListing(db, one({ units: [nightsFrom('2030-06-08', 6)] }))
  const booked = await newApi(t, db)
  assert.deepEqual(offered(await booked.answer({ ...dates, flex: 3 })), ['2030-06-16 2 23000'], 'Sunday, where the days before are taken')
})

forEachDatabase('days that are past are left out of those either side', async (t, db) => {
  await writeListing(db, one({ plan: { ...plan, weekendMinor: null } }))
  const { answer } = await newApi(t, db)
  const found = async (checkIn: CalendarDate, flex: number) =>
    offered(await answer({ checkIn, checkOut: addDays(checkIn, 2), flex })).map((stay) => stay?.slice(0, 10))
  assert.deepEqual(await found(today, 7), [today])
  assert.deepEqual(await found(addDays(today, -3), 3), [today], 'even the day that was wished for')
  assert.deepEqual(await found(addDays(today, 1), 1), [addDays(today, 1)])
})

forEachDatabase('a weekend of a month is two nights from a Friday, a week seven from any day', async (t, db) => {
  await writeListing(
    db,
    one({
      overrides: [{ fromDay: dayNumber(calendarDate('2030-08-23')), untilDay: dayNumber(calendarDate('2030-08-25')), nightlyMinor: 9_000 }],
    }),
  )
  const { answer } = await newApi(t, db)
  assert.deepEqual(offered(await answer({ month: '2030-08', stay: 'weekend' })), ['2030-08-23 2 21000'])
  assert.deepEqual(offered(await answer({ month: '2030-07', stay: 'weekend' })), ['2030-07-05 2 33000'], 'all cost the same: the first')
  assert.deepEqual(offered(await answer({ month: '2030-07', stay: 'week' })), ['2030-07-01 7 83000'])
  assert.deepEqual(
    offered(await answer({ month: '2030-08', stay: 'week' })),
    ['2030-08-18 7 71000'],
    'the first with both of its cheap nights',
  )
  assert.deepEqual(
    offered(await answer({ month: '2030-06', stay: 'week' })),
    ['2030-06-01 7 83000'],
    'what is left of a month that has begun',
  )
})

forEachDatabase('limits of price are for the stay that is offered, whole or by the night, to the cent', async (t, db) => {
  await writeListing(db, one())
  const { answer } = await newApi(t, db)
  const dates = { checkIn: '2030-06-13', checkOut: '2030-06-16' } // 100 + 150 + 150 + 30, 143.33 a night
  const total = async (limits: object) => (await answer({ ...dates, ...limits })).total
  assert.deepEqual([await total({ priceMax: 43_000 }), await total({ priceMax: 42_999 })], [1, 0])
  const night = { priceBy: 'night' }
  assert.deepEqual([await total({ ...night, priceMax: 14_334 }), await total({ ...night, priceMax: 14_333 })], [1, 0])
  assert.deepEqual([await total({ ...night, priceMin: 14_333 }), await total({ ...night, priceMin: 14_334 })], [1, 0])
  const { histogram } = await answer({ ...dates, ...night })
  assert.deepEqual(histogram, { currency: 'SGD', from: 14_333, step: 1, counts: [1] })
  assert.equal(await total({ priceMin: 40_000 }), 1)
  assert.equal(await total({ priceMin: 40_000, flex: 3 }), 0, 'it offers a cheaper one')
})

forEachDatabase('homes are found by their stars, and by whether they can still be called off', async (t, db) => {
  const rated = (ratingHundredths: number | null) => ({
    reviewCount: ratingHundredths === null ? 0 : 5,
    ratingHundredths,
    reviewedOn: null,
  })
  const all = homes(4, priced).map((home, index) => ({ ...home, ...rated([null, 449, 450, 500][index] ?? null) }))
  for (const home of all) await writeListing(db, { ...home, policy: presetPolicy(home === all[3] ? 'strict' : 'moderate') })
  const { answer } = await newApi(t, db)
  const total = async (query: Record<string, string | number>) => (await answer(query)).total
  const stars = await Promise.all([0, 4, 4.5, 4.51, 5].map((ratingMin) => total({ ratingMin })))
  assert.deepEqual(stars, [4, 3, 2, 1, 1])
  const free = async (checkIn: string) => total({ checkIn, checkOut: addDays(calendarDate(checkIn), 2), freeCancellation: 'true' })
  assert.deepEqual([await free('2030-06-05'), await free('2030-06-07'), await free('2030-07-01')], [0, 3, 4])
  const nearest = await answer({ freeCancellation: 'true', sort: 'rating' })
  assert.deepEqual(
    nearest.results.map(({ price }) => price?.checkIn),
    ['2030-06-09', '2030-06-07', '2030-06-07', '2030-06-07'],
    'without dates the nearest that can: it is evening there, and a day of the week and of the five before is over',
  )
  assert.ok(nearest.results.every(({ freeCancellationUntil }) => freeCancellationUntil !== null))
})

forEachDatabase('the calendar says of each arrival what the cheapest home costs and how many there are', async (t, db) => {
  const [cheap, dear] = homes(2, priced)
  assert.ok(cheap && dear)
  await writeListing(db, { ...cheap, units: [nightsFrom('2030-06-12', 2)] })
  await writeListing(db, { ...dear, plan: { ...plan, baseMinor: 20_000, weekendMinor: null } })
  const { get, answer } = await newApi(t, db)
  const calendar = async (query: string) => {
    const reply = await get(`/search/calendar?${query}`)
    assert.equal(reply.statusCode, 200, reply.body)
    return reply.json<{
      nights: number
      place: { name: string } | null
      days: { checkIn: string; checkOut: string; count: number; from: { minor: number } | null }[]
    }>()
  }
  const june = await calendar('place=Kallang&from=2030-06-10&until=2030-06-15&nights=2')
  assert.deepEqual([june.place?.name, june.nights], ['Kallang', 2])
  assert.deepEqual(
    june.days.map(({ checkIn, checkOut, count, from }) => `${checkIn} ${checkOut} ${count} ${from?.minor}`),
    [
      '2030-06-10 2030-06-12 2 23000',
      '2030-06-11 2030-06-13 1 43000',
      '2030-06-12 2030-06-14 1 43000',
      '2030-06-13 2030-06-15 1 43000',
      '2030-06-14 2030-06-16 2 33000',
    ],
  )
  for (const { checkIn, checkOut, count, from } of june.days) {
    const { total, results } = await answer({ place: 'Kallang', checkIn, checkOut, sort: 'price' })
    assert.deepEqual([total, results[0]?.price?.total.minor], [count, from?.minor], 'as a search for that day alone')
  }
  const limited = await calendar('from=2030-06-10&until=2030-06-15&nights=2&priceBy=night&priceMax=16500')
  assert.deepEqual(
    limited.days.map(({ count }) => count),
    [1, 0, 0, 0, 1],
  )
  const past = await calendar('from=2030-05-30&until=2030-06-02&nights=1')
  assert.deepEqual(
    past.days.map(({ count, from }) => [count, from === null]),
    [
      [0, true],
      [0, true],
      [2, false],
    ],
  )
  const longest = await calendar(`from=2030-07-01&until=${addDays(calendarDate('2030-07-01'), 93)}&nights=7`)
  assert.equal(longest.days.length, 93)
  const nowhere = await calendar('place=Constantinpole-upon-Nowhere&from=2030-06-10&until=2030-06-12&nights=2')
  assert.deepEqual(
    nowhere.days.map(({ count, from }) => [count, from]),
    [
      [0, null],
      [0, null],
    ],
  )
})
