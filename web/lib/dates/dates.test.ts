import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, daysBetween, isDay, sameDayInMonth, weekdayOf, weeksOf } from './days.ts'
import { pick, statusOf, type PickingRules } from './picking.ts'

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days))

test('a month shows each of its days once, in its weekday’s column', () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom(0, 1, 6), (day, weekStart) => {
      const weeks = weeksOf(day, weekStart)
      const days = weeks.flat().filter((cell) => cell !== null)
      assert.equal(days.length, daysBetween(addMonths(day, 0), addMonths(day, 1)))
      for (const week of weeks)
        week.forEach((cell, column) => cell !== null && assert.equal(weekdayOf(cell), (column + weekStart) % 7, cell))
    }),
  )
})

test('a month on from the 31st is the last day of a shorter month', () => {
  assert.equal(sameDayInMonth('2026-01-31', 1), '2026-02-28')
  assert.equal(sameDayInMonth('2028-01-31', 1), '2028-02-29')
  assert.equal(sameDayInMonth('2026-03-31', -1), '2026-02-28')
  assert.equal(sameDayInMonth('2026-12-15', 1), '2027-01-15')
})

test('31 June is no day', () => {
  for (const text of ['2026-06-31', '2026-6-1', '', null, 'tomorrow', '2026-13-01']) assert.equal(isDay(text), false, String(text))
  assert.equal(isDay('2026-06-30'), true)
})

/** 10 June is taken, and so is 20 to 22. */
const taken = new Set(['2026-06-10', '2026-06-20', '2026-06-21', '2026-06-22'])
const rules: PickingRules = {
  min: '2026-06-05',
  max: '2026-12-31',
  nightsMin: 2,
  nightsMax: 14,
  free: (day) => !taken.has(day),
  leaving: (day) => !taken.has(day) || !taken.has(addDays(day, -1)),
}
const nothing = { from: null, to: null }

test('the first pick arrives, the second leaves', () => {
  const first = pick('2026-06-12', nothing, 'from', rules)
  assert.deepEqual(first, { picked: { from: '2026-06-12', to: null }, end: 'to' })
  assert.deepEqual(pick('2026-06-15', first.picked, first.end, rules).picked, { from: '2026-06-12', to: '2026-06-15' })
})

test('picking an earlier day starts again', () => {
  assert.deepEqual(pick('2026-06-06', { from: '2026-06-12', to: null }, 'to', rules).picked, { from: '2026-06-06', to: null })
})

test('a guest may leave on the morning another one arrives, and no later', () => {
  const arrived = { from: '2026-06-17', to: null }
  assert.equal(statusOf('2026-06-20', arrived, 'to', rules), 'free')
  assert.deepEqual(pick('2026-06-20', arrived, 'to', rules).picked, { from: '2026-06-17', to: '2026-06-20' })
  assert.equal(statusOf('2026-06-23', arrived, 'to', rules), 'taken')
  assert.deepEqual(pick('2026-06-23', arrived, 'to', rules).picked, arrived)
})

test('a day somebody else arrives on is for leaving only', () => {
  assert.equal(statusOf('2026-06-20', nothing, 'from', rules), 'leaving')
  assert.equal(statusOf('2026-06-21', nothing, 'from', rules), 'taken')
  assert.deepEqual(pick('2026-06-20', nothing, 'from', rules).picked, nothing)
})

test('a stay shorter than the home allows can’t be picked', () => {
  const arrived = { from: '2026-06-12', to: null }
  assert.equal(statusOf('2026-06-13', arrived, 'to', rules), 'short')
  assert.deepEqual(pick('2026-06-13', arrived, 'to', rules).picked, arrived)
})

test('moving the arrival keeps the departure while the stay between them holds', () => {
  const picked = { from: '2026-06-12', to: '2026-06-16' }
  assert.deepEqual(pick('2026-06-13', picked, 'from', rules).picked, { from: '2026-06-13', to: '2026-06-16' })
  assert.deepEqual(pick('2026-06-08', picked, 'from', rules).picked, { from: '2026-06-08', to: null })
})

test('whatever is picked, in any order, the stay never holds a taken night', () => {
  const days = fc.array(
    fc.integer({ min: 0, max: 40 }).map((days) => addDays('2026-06-01', days)),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(days, (picks) => {
      let state: ReturnType<typeof pick> = { picked: nothing, end: 'from' }
      for (const day of picks) {
        state = pick(day, state.picked, state.end, rules)
        const { from, to } = state.picked
        if (from === null || to === null) continue
        const nights = daysBetween(from, to)
        assert.ok(nights >= rules.nightsMin && nights <= rules.nightsMax)
        for (let night = from; night < to; night = addDays(night, 1)) assert.ok(rules.free(night), night)
      }
    }),
  )
})
