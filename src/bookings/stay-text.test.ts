import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarDate } from '../kernel/calendar-date.ts'
import { parseStay } from '../kernel/stay.ts'
import { stayText } from './stay-text.ts'

test('a stay says its dates as short as they can be said', () => {
  const text = (checkIn: string, checkOut: string) => {
    const stay = parseStay(calendarDate(checkIn), calendarDate(checkOut))
    assert.ok(stay.ok)
    return stayText(stay.value)
  }
  assert.equal(text('2030-06-02', '2030-06-15'), '2–15 June 2030')
  assert.equal(text('2030-06-30', '2030-07-02'), '30 June – 2 July 2030')
  assert.equal(text('2030-12-30', '2031-01-02'), '30 December 2030 – 2 January 2031')
})
