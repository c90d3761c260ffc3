import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate, dayNumber, daysBetween, fromDayNumber, parseCalendarDate, weekday } from './calendar-date.ts'
import { instant, toIso, type Instant } from './clock.ts'
import { checkFence, fenced, FencedError, newFence } from './fence.ts'
import { newIds, parseId } from './ids.ts'
import { add, decimals, money, parseCurrency, percentOf, split, subtract, sum, zero, type Currency } from './money.ts'
import { seededRandom, systemRandom } from './random.ts'
import { nightCount, nights, parseStay } from './stay.ts'
import { dateAt, parseWallTime, parseZone, timeAt, wallInstant, type WallTime, type Zone } from './zone.ts'

const eur = 'EUR' as Currency

describe('money', () => {
  test('property: a split adds up, and no part is a unit off its share', () => {
    const weights = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }).filter((list) => list.some((weight) => weight > 0))
    fc.assert(
      fc.property(fc.nat(2 ** 40), weights, (minor, list) => {
        const parts = split(money(minor, eur), list)
        assert.equal(sum(parts, eur).minor, minor)
        const whole = list.reduce((total, weight) => total + weight, 0)
        for (const [index, part] of parts.entries()) assert.ok(Math.abs(part.minor - (minor * (list[index] ?? 0)) / whole) < 1)
      }),
    )
  })
  test('the left-over cents go to the largest remainders, ties to the earlier part', () => {
    const parts = (minor: number, list: number[]) => split(money(minor, eur), list).map((part) => part.minor)
    assert.deepEqual(parts(100, [1, 1, 1]), [34, 33, 33])
    assert.deepEqual(parts(10, [1, 2]), [3, 7])
    assert.deepEqual(parts(0, [3, 0]), [0, 0])
    assert.throws(() => split(money(1, eur), [0, 0]))
    assert.throws(() => split(money(-1, eur), [1]))
  })
  test('percentages are exact far beyond floats and round half away from zero', () => {
    assert.equal(percentOf(125, 1000), 13)
    assert.equal(percentOf(-125, 1000), -13)
    assert.equal(percentOf(Number.MAX_SAFE_INTEGER, 10_000), Number.MAX_SAFE_INTEGER)
    assert.equal(percentOf(9_007_199_254_740_99, 1), 90_071_992_547)
  })
  test('only whole amounts, and currencies never mix', () => {
    for (const minor of [0.5, NaN, Infinity, 2 ** 53]) assert.throws(() => money(minor, eur))
    assert.throws(() => add(money(1, eur), money(1, 'SGD' as Currency)))
    assert.throws(() => subtract(money(1, eur), zero('SGD' as Currency)))
    assert.ok(Object.is(money(-0, eur).minor, 0))
  })
  test('a currency is one of ISO 4217, with its own decimals', () => {
    for (const [code, count] of [
      ['EUR', 2],
      ['JPY', 0],
      ['KWD', 3],
      ['SGD', 2],
    ] as const) {
      const parsed = parseCurrency(code)
      assert.ok(parsed.ok)
      assert.equal(decimals(parsed.value), count)
    }
    for (const code of ['eur', 'EURO', '', 'ZZZ', '€']) assert.equal(parseCurrency(code).ok, false)
  })
})

describe('dates', () => {
  for (const bad of ['2027-02-29', '2027-13-01', '2027-1-1', '20270101', '2027-01-01T00:00', ' 2027-01-01', '0999-01-01', '2100-02-29', ''])
    test(`'${bad}' is no date`, () => assert.equal(parseCalendarDate(bad).ok, false))
  test('property: counting days forth and back, in any zone the process runs in', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 100_000 }), fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        const date = fromDayNumber(day)
        assert.equal(dayNumber(date), day)
        assert.equal(daysBetween(date, addDays(date, days)), days)
        assert.equal(weekday(day), new Date(`${date}T00:00:00Z`).getUTCDay())
      }),
    )
  })
  test('a stay is half-open, has a night at least and a year at most', () => {
    const stay = (from: string, to: string) => parseStay(calendarDate(from), calendarDate(to))
    const leap = stay('2028-02-27', '2028-03-02')
    assert.ok(leap.ok)
    assert.deepEqual(nights(leap.value), ['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01'])
    assert.equal(nightCount(leap.value), 4)
    assert.deepEqual(stay('2027-01-02', '2027-01-02'), { ok: false, error: { code: 'stay_empty' } })
    assert.deepEqual(stay('2027-01-03', '2027-01-02'), { ok: false, error: { code: 'stay_empty' } })
    assert.equal(stay('2027-01-01', '2028-01-01').ok, true)
    assert.equal(stay('2027-01-01', '2028-01-02').ok, false)
  })
})

describe('wall clocks', () => {
  const at = (date: string, time: string, zone: string) => toIso(wallInstant(calendarDate(date), time as WallTime, zone as Zone))
  for (const [date, time, zone, iso] of [
    ['2027-06-12', '15:00', 'Europe/Lisbon', '2027-06-12T14:00:00.000Z'],
    ['2027-03-28', '01:30', 'Europe/Lisbon', '2027-03-28T01:30:00.000Z'], // skipped: 01:00 became 02:00
    ['2027-10-31', '01:30', 'Europe/Lisbon', '2027-10-31T00:30:00.000Z'], // twice: the first
    ['2027-01-01', '00:00', 'Pacific/Kiritimati', '2026-12-31T10:00:00.000Z'],
    ['2027-01-01', '00:00', 'America/St_Johns', '2027-01-01T03:30:00.000Z'],
  ] as const)
    test(`${date} ${time} in ${zone} is ${iso}`, () => assert.equal(at(date, time, zone), iso))
  test('the day at a moment is the day there, not here', () => {
    assert.equal(dateAt(instant('2026-12-31T10:00:00Z'), 'Pacific/Kiritimati' as Zone), '2027-01-01')
    assert.equal(dateAt(instant('2027-01-01T03:29:59Z'), 'America/St_Johns' as Zone), '2026-12-31')
    assert.equal(timeAt(instant('2027-01-01T03:29:59Z'), 'America/St_Johns' as Zone), '23:59')
  })
  test('names and times that no clock knows are refused', () => {
    for (const zone of ['', 'Mars/Base', 'Europe/Lisbon ', '../etc']) assert.equal(parseZone(zone).ok, false)
    for (const time of ['24:00', '7:00', '12:60', '12:00:00', '']) assert.equal(parseWallTime(time).ok, false)
  })
})

describe('ids', () => {
  test('later ids sort later, and each is a UUIDv7 that parses', () => {
    let now = instant('2027-01-01T00:00:00Z')
    const ids = newIds({ now: () => now }, systemRandom)
    const made = Array.from({ length: 50 }, () => {
      now = (now + 1) as Instant
      return ids.next()
    })
    assert.deepEqual(made.toSorted(), made)
    for (const id of made) assert.ok(parseId(id).ok && id[14] === '7')
    for (const bad of ['', '1', `${made[0]} `, made[0]?.toUpperCase() ?? '', "' or 1=1 --"]) assert.equal(parseId(bad).ok, false)
  })
  test('a seed gives the same world again, evenly enough', () => {
    const draw = () =>
      Array.from(
        { length: 10_000 },
        (
          (random) => () =>
            random.below(10)
        )(seededRandom(7)),
      )
    assert.deepEqual(draw(), draw())
    for (let digit = 0; digit < 10; digit++) {
      const count = draw().filter((drawn) => drawn === digit).length
      assert.ok(count > 850 && count < 1150, `${digit}: ${count}`)
    }
  })
})

test('a fenced handle works until its fence closes, and then refuses every call', () => {
  const fence = newFence()
  const handle = fenced({ base: 2, double: (x: number) => x * 2 }, fence)
  assert.equal(handle.double(handle.base), 4)
  fence.close()
  assert.throws(() => handle.double(1), FencedError)
  assert.throws(() => checkFence(fence), FencedError)
})
