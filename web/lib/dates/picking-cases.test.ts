import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, sameDayInMonth, weeksOf } from './days.ts'
import { openNights } from '../../../test/open-nights.ts'
import { isFree, isLeaving, leastFrom } from './open-nights.ts'
import { pick, statusOf, type DayStatus, type Picked, type PickingRules } from './picking.ts'

/** A home as its calendar answers: '.' a night that is free, 'x' one that is taken; and how long a stay must be from some days on. */
function homeOf(first: string, nights: string, least: Readonly<Record<string, number>> = {}, usual = 1): PickingRules {
  let shortest = usual
  const days = [...nights].map((night, index) => {
    const date = addDays(first, index)
    shortest = least[date] ?? shortest
    return { date, free: night === '.', leaving: index > 0 && nights[index - 1] === '.', nightsMin: shortest }
  })
  const open = openNights(days)
  return {
    min: first,
    max: addDays(first, nights.length),
    nightsMin: usual,
    nightsMax: 30,
    nightsMinFrom: (day) => leastFrom(open, day, usual),
    free: (day) => isFree(open, day),
    leaving: (day) => isLeaving(open, day),
  }
}

/** Picks an arrival, then asks what a later day would be as the day to leave. */
type Case = readonly [what: string, rules: PickingRules, from: string, to: string, expected: DayStatus]

const june = homeOf('2030-06-01', '..xx...x....')
const summer = homeOf('2030-06-25', '.'.repeat(20), { '2030-07-01': 3, '2030-07-08': 1 })
const cases: readonly Case[] = [
  ['the morning of a night that is taken is a morning to leave', june, '2030-06-01', '2030-06-03', 'free'],
  ['nobody stays through a night that is taken', june, '2030-06-01', '2030-06-05', 'taken'],
  ['a gap of three nights takes a stay of three', june, '2030-06-05', '2030-06-08', 'free'],
  ['and none of four', june, '2030-06-05', '2030-06-09', 'taken'],
  ['before July one night will do', summer, '2030-06-29', '2030-06-30', 'free'],
  ['a stay that begins in June goes by June, though it ends in July', summer, '2030-06-30', '2030-07-01', 'free'],
  ['from July two nights are too short', summer, '2030-07-01', '2030-07-03', 'short'],
  ['from July three will do', summer, '2030-07-01', '2030-07-04', 'free'],
  ['a rule ends with its last day', summer, '2030-07-08', '2030-07-09', 'free'],
  ['the last day of a rule is under it, wherever the stay ends', summer, '2030-07-07', '2030-07-09', 'short'],
  ['a gap shorter than the shortest stay takes nobody', homeOf('2030-06-01', '..xxxx', {}, 3), '2030-06-01', '2030-06-03', 'short'],
  ['a stay over the end of a month', homeOf('2030-02-26', '.'.repeat(10)), '2030-02-27', '2030-03-02', 'free'],
  ['over the end of February in a leap year', homeOf('2032-02-26', '.'.repeat(10)), '2032-02-28', '2032-03-01', 'free'],
  ['over the turn of the year', homeOf('2030-12-29', '.'.repeat(8)), '2030-12-30', '2031-01-02', 'free'],
  ['over the spring change of clocks', homeOf('2030-03-29', '..x....', {}, 2), '2030-03-29', '2030-03-31', 'free'],
  ['and no night of it is lost', homeOf('2030-03-29', '....', {}, 3), '2030-03-30', '2030-04-01', 'short'],
  ['over the autumn change of clocks', homeOf('2030-10-25', '.'.repeat(8), {}, 3), '2030-10-26', '2030-10-29', 'free'],
  ['longer than the home takes', { ...summer, nightsMax: 5 }, '2030-06-25', '2030-07-01', 'long'],
]

for (const [what, rules, from, to, expected] of cases) {
  test(`leaving: ${what}`, () => {
    const arrived: Picked = { from, to: null }
    assert.equal(statusOf(to, arrived, 'to', rules), expected)
    const { picked } = pick(to, arrived, 'to', rules)
    assert.deepEqual(picked, expected === 'free' ? { from, to } : arrived, 'what cannot be picked changes nothing')
  })
}

test('a day that only takes a departure cannot be arrived at', () => {
  const nothing = { from: null, to: null }
  assert.equal(statusOf('2030-06-03', nothing, 'from', june), 'leaving')
  assert.deepEqual(pick('2030-06-03', nothing, 'from', june).picked, nothing)
  assert.equal(statusOf('2030-06-04', nothing, 'from', june), 'taken')
})

/** Nobody arrives on the day, though its night is free. */
const deadEnds: readonly (readonly [what: string, rules: PickingRules, day: string, expected: DayStatus])[] = [
  ['two nights are no stay of three', homeOf('2030-06-01', 'x..xxx', {}, 3), '2030-06-02', 'short'],
  ['nor is the last of three', homeOf('2030-06-01', '...xx', {}, 3), '2030-06-03', 'short'],
  ['three are, from the first of them', homeOf('2030-06-01', 'x...xx', {}, 3), '2030-06-02', 'free'],
  ['in July three nights are asked for, and two are left', homeOf('2030-06-30', '...x...', { '2030-07-01': 3 }), '2030-07-01', 'short'],
  ['in June one night will do, of the same two', homeOf('2030-06-29', '..x', { '2030-07-01': 3 }), '2030-06-29', 'free'],
  ['the calendar ends before the stay could', { ...summer, max: '2030-07-03' }, '2030-07-01', 'short'],
  ['and on the very day', { ...summer, max: '2030-07-04' }, '2030-07-01', 'free'],
  ['no stay may be as long as this day asks for', { ...summer, nightsMax: 2 }, '2030-07-01', 'short'],
]

for (const [what, rules, day, expected] of deadEnds) {
  test(`arriving: ${what}`, () => {
    const nothing: Picked = { from: null, to: null }
    assert.equal(statusOf(day, nothing, 'from', rules), expected)
    assert.deepEqual(pick(day, nothing, 'from', rules).picked, expected === 'free' ? { from: day, to: null } : nothing)
  })
}

test('whatever day is arrived at, a day to leave can follow', () => {
  const home = homeOf('2030-06-01', '..x...xx....x.....x.', { '2030-06-09': 4, '2030-06-14': 2 }, 3)
  for (let at = 0; at < 20; at++) {
    const day = addDays('2030-06-01', at)
    const { picked } = pick(day, { from: null, to: null }, 'from', home)
    const leaves = Array.from({ length: 20 }, (_, nights) => statusOf(addDays(day, nights + 1), { from: day, to: null }, 'to', home))
    assert.equal(picked.from === day, home.free(day) && leaves.includes('free'), day)
  }
})

test('a new arrival keeps the departure only where the stay between them is long enough for that day', () => {
  const picked = { from: '2030-06-29', to: '2030-07-03' }
  assert.deepEqual(pick('2030-06-30', picked, 'from', summer).picked, { from: '2030-06-30', to: '2030-07-03' })
  assert.deepEqual(pick('2030-07-01', picked, 'from', summer).picked, { from: '2030-07-01', to: null })
})

test('months keep their weeks and days across clock changes, whichever day a week begins on', () => {
  for (const month of ['2030-03-01', '2030-10-01', '2032-02-01']) {
    for (const weekStart of [0, 1, 6]) {
      const days = weeksOf(month, weekStart)
        .flat()
        .filter((day) => day !== null)
      assert.deepEqual(
        days,
        days.map((_, index) => addDays(month, index)),
      )
    }
  }
  assert.equal(sameDayInMonth('2030-01-31', 1), '2030-02-28')
})
