import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween } from './days.ts'
import { openNights } from '../../../test/open-nights.ts'
import { isFree, isLeaving, nearestStays, openStretches, type OpenNights, type Stay } from './open-nights.ts'

/** 'x' is taken, '.' free, from 1 June. */
const june = (plan: string) =>
  openNights(
    [...plan].map((mark, index) => ({
      date: addDays('2026-06-01', index),
      free: mark === '.',
      leaving: index === 0 ? mark === '.' : plan[index - 1] === '.',
    })),
  )
const stay = (from: number, to: number) => ({ checkIn: addDays('2026-06-01', from - 1), checkOut: addDays('2026-06-01', to - 1) })

/** Asked night by night, as nobody in a hurry would. */
const isOpen = (nights: OpenNights, { checkIn, checkOut }: Stay) =>
  Array.from({ length: daysBetween(checkIn, checkOut) }, (_, index) => addDays(checkIn, index)).every((day) => isFree(nights, day))

test('a calendar that was made small says what it said before', () => {
  const nights = june('..x.')
  assert.equal(nights.days, 'bbmn')
  assert.deepEqual(
    [1, 2, 3, 4].map((day) => [isFree(nights, `2026-06-0${day}`), isLeaving(nights, `2026-06-0${day}`)]),
    [
      [true, true],
      [true, true],
      [false, true],
      [true, false],
    ],
  )
  assert.equal(isFree(nights, '2026-06-05'), false)
  assert.equal(isFree(nights, '2026-05-31'), false)
  assert.equal(isFree(openNights([]), '2026-06-01'), false)
})

test('the nearest free stays lie on both sides of taken dates', () => {
  const nights = june('....xxxx.....')
  assert.deepEqual(nearestStays(nights, { around: '2026-06-06', length: 2, count: 2 }), [stay(3, 5), stay(9, 11)])
  assert.deepEqual(nearestStays(nights, { around: '2026-06-01', length: 3, count: 1 }), [stay(1, 4)])
  assert.deepEqual(nearestStays(nights, { around: '2026-06-06', length: 6, count: 2 }), [])
})

test('stretches too short to stay in are not named', () => {
  assert.deepEqual(openStretches(june('..x.x....x...'), { nightsMin: 2, count: 2 }), [stay(1, 3), stay(6, 10)])
})

test('whatever the calendar, each stay that is offered is open, as long as asked, and none overlap', () => {
  const plans = fc.array(fc.constantFrom('.', '.', 'x'), { maxLength: 60 }).map((marks) => marks.join(''))
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -5, max: 70 }), (plan, length, around) => {
      const nights = june(plan)
      const found = nearestStays(nights, { around: addDays('2026-06-01', around), length, count: 3 })
      for (const [index, each] of found.entries()) {
        assert.ok(isOpen(nights, each))
        assert.equal(daysBetween(each.checkIn, each.checkOut), length)
        assert.ok(index === 0 || (found[index - 1]?.checkOut ?? '') <= each.checkIn)
      }
      assert.equal(found.length === 0, !plan.includes('.'.repeat(length)))
    }),
  )
})
