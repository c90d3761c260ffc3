import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsFrom } from './months.ts'

test('a year of months is offered, from the first that still has a week in it', () => {
  assert.deepEqual([monthsFrom('2027-05-24')[0], monthsFrom('2027-05-25')[0]], ['2027-05', '2027-06'])
  assert.deepEqual(monthsFrom('2026-12-31').slice(0, 2), ['2027-01', '2027-02'])
  assert.deepEqual([monthsFrom('2027-05-01').length, monthsFrom('2027-05-01').at(-1)], [12, '2028-04'])
})
