import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Currency } from '../kernel/money.ts'
import { newIds } from '../kernel/ids.ts'
import { instant } from '../kernel/clock.ts'
import { seededRandom } from '../kernel/random.ts'
import { Found } from './index/found.ts'
import { referenceOf } from './index/page.ts'
import { parseCursor, recommendation, writeCursor, type RankFacts } from './order.ts'

const plain: RankFacts = {
  rating: 460,
  reviewCount: 10,
  reviewAge: null,
  instantBook: false,
  km: null,
  reachKm: 5,
  waitDays: 0,
  total: 30_000,
  nights: 3,
  reference: 10_000,
  currency: 'EUR' as Currency,
}

/** What one fact adds, in thousandths. */
const gain = (facts: Partial<RankFacts>, over: Partial<RankFacts> = {}) =>
  Math.round(1000 * (recommendation({ ...plain, ...over, ...facts }) - recommendation({ ...plain, ...over })))

test('each part of what is recommended weighs as much as it is said to', () => {
  const many = { reviewCount: 1e9 }
  assert.equal(gain({ rating: 500 }, { ...many, rating: 350 }), 400)
  assert.equal(gain({ rating: 500 }, { reviewCount: 0, rating: 0 }), 0, 'no reviews, no difference')
  assert.equal(gain({ km: 0 }, { km: 5 }), 75, 'from the corner into the middle')
  assert.equal(gain({ km: 5 }), 0, 'no place is as good as a corner')
  assert.equal(gain({ total: 15_000 }), 25, 'half of what is usual: two thirds, not a half')
  assert.equal(gain({ total: 60_000 }), -25, 'twice of what is usual: a third')
  assert.equal(gain({ total: 70_000, nights: 7 }), 0, 'it is a night that is compared')
  assert.equal(gain({ reference: null }), 0, 'a half where nothing is usual')
  assert.equal(gain({ total: null }), -75)
  assert.equal(gain({ reviewCount: 999 }, { reviewCount: 9 }), 67)
  assert.equal(gain({ reviewAge: 0 }), 100)
  assert.equal(gain({ instantBook: true }), 50)
  assert.equal(gain({ waitDays: 30 }), -25)
})

test('what is usual is the lower one of two in the middle, and nothing where nothing is on offer', () => {
  const offers = (...totals: (number | null)[]) => {
    const found = new Found()
    for (const total of totals) found.add(0, 0, total === null ? null : { checkIn: 1, nights: 2, total })
    return found
  }
  assert.equal(referenceOf(offers(900, 100, 400, 300)), 150)
  assert.equal(referenceOf(offers(900, 100, null, 400)), 200)
  assert.equal(referenceOf(offers(null, null)), null)
})

test('a cursor comes back as it was written, to the last digit, and nothing else is one', () => {
  const id = newIds({ now: () => instant('2030-06-01T00:00:00Z') }, seededRandom(1)).next<'listing'>()
  for (const reference of [null, 1, 1 / 3, 100 / 7, 123_456_789_012.34, 1 / 365, 9_999_999_999_999]) {
    const cursor = { side: 'before', rank: [-4, 7], id, reference } as const
    assert.deepEqual(parseCursor('recommended', writeCursor('recommended', cursor)), { ok: true, value: cursor })
  }
  const bad = (text: string) => parseCursor('price', Buffer.from(text).toString('base64url'))
  for (const usual of ['', 'x', '-1', '1e9', 'NaN', '1.', '.5', '12345678901234567'])
    assert.deepEqual(bad(`price after 1 2 ${usual} ${id}`), { ok: false, error: { code: 'bad_cursor' } }, usual)
  assert.ok(bad(`price after 1 2 - ${id}`).ok)
  assert.ok(!bad(`rating after 1 2 - ${id}`).ok, 'of another order')
})
