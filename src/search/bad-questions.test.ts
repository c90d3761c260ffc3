import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostileStrings } from '../../test/hostile-strings.ts'
import { homes, newApi, newSqlite, today, type Answer } from '../../test/search-api.ts'
import { writeListing } from '../../test/search-rows.ts'
import { portOf } from '../../test/server.ts'
import { addDays } from '../kernel/calendar-date.ts'
import type { Currency } from '../kernel/money.ts'

test('a wrong question is told what is wrong with it', async (t) => {
  const db = await newSqlite(t)
  for (const [index, home] of homes(3).entries()) await writeListing(db, index === 0 ? { ...home, currency: 'EUR' as Currency } : home)
  const { ask, answer } = await newApi(t, db)
  const dates = (from: number, until: number) => ({ checkIn: addDays(today, from), checkOut: addDays(today, until) })
  const wrong: [Record<string, string | number>, string][] = [
    [{ bbox: '103,2,104,1' }, 'bad_bbox'],
    [{ bbox: '103,-91,104,1' }, 'bad_bbox'],
    [{ bbox: '-999,1,104,2' }, 'bad_bbox'],
    [{ bbox: '1,2,3' }, 'invalid_request'],
    [{ bbox: '1,2,3,4,5' }, 'invalid_request'],
    [{ bbox: '1e3,2,3,NaN' }, 'invalid_request'],
    [{ bbox: '' }, 'invalid_request'],
    [{ checkIn: '2030-06-10' }, 'dates_incomplete'],
    [{ checkOut: '2030-06-10' }, 'dates_incomplete'],
    [{ checkIn: '2030-02-30', checkOut: '2030-03-02' }, 'invalid_request'],
    [{ checkIn: '2030-06-10', checkOut: '10 June' }, 'invalid_request'],
    [dates(10, 10), 'stay_empty'],
    [dates(10, 5), 'stay_empty'],
    [dates(10, 376), 'stay_too_long'],
    [dates(-2, 5), 'dates_past'],
    [dates(700, 769), 'dates_too_far'],
    [{ adults: 0 }, 'invalid_request'],
    [{ adults: 51 }, 'invalid_request'],
    [{ adults: 1.5 }, 'invalid_request'],
    [{ pets: -1 }, 'invalid_request'],
    [{ limit: 0 }, 'invalid_request'],
    [{ limit: 51 }, 'invalid_request'],
    [{ sort: 'cheapest' }, 'invalid_request'],
    [{ sort: 'distance' }, 'distance_needs_place'],
    [{ cursor: 'x' }, 'bad_cursor'],
    [{ cursor: 'x'.repeat(201) }, 'invalid_request'],
    [{ currency: 'XYZ' }, 'invalid_request'],
    [{ priceMax: 100 }, 'currency_needed'],
    [{ priceMin: -1 }, 'invalid_request'],
    [{ amenities: 'a,'.repeat(251) }, 'invalid_request'],
    [{ place: 'x'.repeat(101) }, 'invalid_request'],
    [{ instantBook: 'perhaps' }, 'invalid_request'],
    [{ freeCancellation: 'perhaps' }, 'invalid_request'],
    [{ amenities: Array.from({ length: 31 }, (_, index) => `a${index}`).join(',') }, 'invalid_request'],
    [{ bbox: `${'1'.repeat(90)},1,2,3` }, 'bad_bbox'],
    [{ bbox: `${'1'.repeat(95)},1,2,3` }, 'invalid_request'],
    [{ priceMax: 1e16 }, 'invalid_request'],
    [{ priceBy: 'week' }, 'invalid_request'],
    [{ ratingMin: 5.1 }, 'invalid_request'],
    [{ ratingMin: 'good' }, 'invalid_request'],
    [{ flex: 4, ...dates(3, 5) }, 'invalid_request'],
    [{ flex: '', ...dates(3, 5) }, 'invalid_request'],
    [{ flex: 3 }, 'flex_needs_dates'],
    [{ flex: 3, checkIn: today }, 'dates_incomplete'],
    [{ flex: 3, ...dates(-5, -3) }, 'dates_past'],
    [{ flex: 3, ...dates(771, 773) }, 'dates_too_far'],
    [{ month: '2030-13', stay: 'week' }, 'invalid_request'],
    [{ month: '2030-06', stay: 'month' }, 'invalid_request'],
    [{ month: '2030-06' }, 'month_incomplete'],
    [{ stay: 'week' }, 'month_incomplete'],
    [{ month: '2030-06', stay: 'week', ...dates(3, 5) }, 'dates_twice'],
    [{ month: '2030-06', stay: 'week', flex: 1 }, 'dates_twice'],
    [{ stay: 'week', checkIn: today }, 'dates_twice'],
    [{ month: '2030-05', stay: 'week' }, 'dates_past'],
    [{ month: '2032-08', stay: 'weekend' }, 'dates_too_far'],
  ]
  for (const [query, code] of wrong) {
    const reply = await ask(query)
    assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [400, code], JSON.stringify(query))
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json/)
  }
  assert.deepEqual((await ask({ priceMax: 100 })).json<{ currencies: string[] }>().currencies, ['EUR', 'SGD'])
  const unknown = await answer({ place: 'Constantinpole-upon-Nowhere' })
  assert.deepEqual([unknown.total, unknown.place, unknown.bbox, unknown.results], [0, null, null, []])
  assert.equal((await answer({ place: '  ' })).total, 3, 'no place is no wish')
  assert.equal((await answer({ bbox: '170,-10,-170,10' })).total, 0)
  assert.equal((await answer({ bbox: '103,1,-170,2', place: 'nowhere at all' })).total, 3, 'across the date line; a box needs no place')
  const elsewhere = await answer({ bbox: '4,51,5,52', place: 'Singapore' })
  assert.deepEqual([elsewhere.total, elsewhere.bbox, elsewhere.place?.name], [0, [4, 51, 5, 52], 'Singapore'], 'the box wins')
  assert.equal((await answer({ amenities: 'no_such_thing' })).total, 0)
  assert.equal((await answer({ instantBook: 'false' })).total, 3)
})

test('a wrong question to the calendar is told what is wrong with it', async (t) => {
  const db = await newSqlite(t)
  for (const [index, home] of homes(3).entries()) await writeListing(db, index === 0 ? { ...home, currency: 'EUR' as Currency } : home)
  const { get } = await newApi(t, db)
  const days = (from: number, until: number) => `from=${addDays(today, from)}&until=${addDays(today, until)}`
  const wrong: [string, string][] = [
    ['nights=2', 'invalid_request'],
    [days(1, 5), 'invalid_request'],
    [`${days(1, 5)}&nights=0`, 'invalid_request'],
    [`${days(1, 5)}&nights=366`, 'invalid_request'],
    ['from=2030-06-31&until=2030-07-02&nights=2', 'invalid_request'],
    [`${days(5, 5)}&nights=2`, 'range_empty'],
    [`${days(5, 1)}&nights=2`, 'range_empty'],
    [`${days(5, 99)}&nights=2`, 'range_too_long'],
    ['from=1000-01-01&until=2999-01-01&nights=2', 'range_too_long'],
    [`${days(-9, -3)}&nights=2`, 'dates_past'],
    [`${days(766, 770)}&nights=2`, 'dates_too_far'],
    [`${days(1, 5)}&nights=2`, 'currency_needed'],
    [`${days(1, 5)}&nights=2&currency=SGD&bbox=103,2,104,1`, 'bad_bbox'],
  ]
  for (const [query, code] of wrong) {
    const reply = await get(`/search/calendar?${query}`)
    assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [400, code], query)
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json/)
  }
})

test('questions beyond all measure are refused at once, and the longest that are allowed are answered soon', async (t) => {
  const db = await newSqlite(t)
  for (const home of homes(40)) await writeListing(db, home)
  const { app } = await newApi(t, db)
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  assert.ok(portOf(app) > 0)
  const far = Array.from({ length: 30 }, (_, index) => `amenity_${index}`).join(',')
  const questions: [string, string, number][] = [
    ['ten thousand amenities', `amenities=${'wifi,'.repeat(10_000)}`, 431],
    ['a thousand', `amenities=${'wifi,'.repeat(1_000)}`, 400],
    ['a thousand, each by itself', 'amenities=wifi&'.repeat(1_000), 400],
    ['two megabytes', `place=${'x'.repeat(2 * 1024 * 1024)}`, 431],
    ['fifteen kilobytes', `place=${'x'.repeat(15 * 1024)}`, 400],
    ['parameters that there are not', Array.from({ length: 1_500 }, (_, index) => `p${index}=1`).join('&'), 200],
    ['a box round the world', 'bbox=-180,-90,180,90', 200],
    ['a box round it three times', 'bbox=-540,-90,540,90', 200],
    ['no box at all', 'bbox=103.85,1.3,103.85,1.3', 200],
    ['a box upside down', 'bbox=104,2,103,1', 400],
    ['a box off the earth', `bbox=${'9'.repeat(40)},-90,${'9'.repeat(40)},90`, 400],
    ['dates the wrong way round', `checkIn=${addDays(today, 9)}&checkOut=${addDays(today, 3)}`, 400],
    ['a stay of a thousand years', 'checkIn=2030-07-01&checkOut=2999-07-01', 400],
    ['a name as long as may be', `place=${'Sant Ggapoor '.repeat(9).slice(0, 100)}`, 200],
    ['all there is to ask', `amenities=${far}&month=2030-07&stay=week&facets=true&instead=true&freeCancellation=true&adults=3&pets=2`, 200],
  ]
  for (const [what, query, status] of questions) {
    let leastMs = Infinity
    // Others may hold up the machine: once of several times is enough.
    for (let i = 0; i < 5; i++) {
      const startedAt = performance.now()
      const reply = await fetch(`${origin}/search?${query}`)
      const body = await reply.text()
      leastMs = Math.min(leastMs, performance.now() - startedAt)
      assert.equal(reply.status, status, `${what}: ${body.slice(0, 300)}`)
      if (status !== 200) assert.equal(reply.headers.get('content-type'), 'application/problem+json', what)
    }
    assert.ok(leastMs < 50, `${what} takes ${leastMs} ms`)
  }
})

test('no text, however hostile, gets anything but an answer or a clear no', async (t) => {
  const db = await newSqlite(t)
  for (const home of homes(2)) await writeListing(db, home)
  const { ask, get } = await newApi(t, db)
  const fields = [
    'place',
    'cursor',
    'amenities',
    'placeType',
    'propertyType',
    'bbox',
    'checkIn',
    'currency',
    'sort',
    'adults',
    'instantBook',
    'flex',
    'month',
    'stay',
    'ratingMin',
    'priceBy',
  ]
  for (const [index, text] of hostileStrings().entries()) {
    for (const field of ['place', fields[index % fields.length] ?? '']) {
      const reply = await ask({ [field]: text.slice(0, 2_000) })
      assert.ok(reply.statusCode === 200 || reply.statusCode === 400, `${field}=${JSON.stringify(text)}: ${reply.body}`)
    }
    const typed = await get(`/places?q=${encodeURIComponent(text.slice(0, 7).toWellFormed())}`)
    assert.equal(typed.statusCode, 200, typed.body)
  }
  const { nextCursor } = (await ask({ limit: 1 })).json<Answer>()
  for (let at = 0; at < (nextCursor ?? '').length; at++) {
    const bent = `${nextCursor?.slice(0, at)}~${nextCursor?.slice(at + 1)}`
    assert.ok([200, 400].includes((await ask({ limit: 1, cursor: bent })).statusCode))
  }
  assert.equal((await get('/search?place=a&place=b')).statusCode, 400)
})
