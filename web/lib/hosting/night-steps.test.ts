import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nightAfterKey } from './night-steps.ts'

test('arrows lead by day and week over the edges of months, Page keys by month, and other keys nowhere', () => {
  const cases: [string, string, 'ltr' | 'rtl', string | null][] = [
    ['ArrowRight', '2030-01-31', 'ltr', '2030-02-01'],
    ['ArrowRight', '2030-01-31', 'rtl', '2030-01-30'],
    ['ArrowLeft', '2030-01-01', 'ltr', '2029-12-31'],
    ['ArrowDown', '2030-02-26', 'rtl', '2030-03-05'],
    ['ArrowUp', '2030-02-26', 'ltr', '2030-02-19'],
    ['PageDown', '2030-01-31', 'ltr', '2030-02-28'],
    ['PageUp', '2030-01-15', 'rtl', '2029-12-15'],
    ['Enter', '2030-01-15', 'ltr', null],
    ['toString', '2030-01-15', 'ltr', null],
  ]
  for (const [key, day, dir, night] of cases) assert.equal(nightAfterKey(key, day, dir), night, `${key} ${day} ${dir}`)
})
