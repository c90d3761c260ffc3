import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../dates/days.ts'
import { barsOver } from './bars.ts'

const row = (first: string, count: number) => Array.from({ length: count }, (_, index) => addDays(first, index))
const week = row('2030-06-03', 7)
const run = (from: string, until: string, edges: { before?: boolean; after?: boolean } = {}) => ({
  before: false,
  after: false,
  from,
  until,
  ...edges,
})

test('a stay within a week runs from the middle of its first day to the middle of its last', () => {
  const [bar] = barsOver(week, [run('2030-06-04', '2030-06-07')])
  assert.ok(bar)
  assert.deepEqual([bar.at, bar.opens, bar.closes], [1, true, true])
  assert.ok(Math.abs(bar.start + bar.at - 1.5) < 0.05 && Math.abs(bar.length - 3) < 0.1)
})

test('a stay that ends on a Monday still shows its last morning in that week', () => {
  const [bar] = barsOver(week, [run('2030-05-31', '2030-06-03')])
  assert.ok(bar)
  assert.deepEqual([bar.at, bar.start, bar.opens, bar.closes], [0, 0, false, true])
  assert.ok(bar.length < 0.5)
})

test('what goes on beyond what is known runs over the edge, and what is elsewhere is not drawn', () => {
  const [over] = barsOver(week, [run('2030-06-03', '2030-06-10', { before: true, after: true })])
  assert.deepEqual([over?.start, over?.length, over?.opens, over?.closes], [0, 7, false, false])
  assert.deepEqual(barsOver(week, [run('2030-06-10', '2030-06-12'), run('2030-05-20', '2030-06-02')]), [])
})

test('two stays that share a day never touch, and no bar leaves its row', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: -10, max: 20 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(cuts, fc.integer({ min: 1, max: 16 }), (points, count) => {
      const sorted = points.toSorted((a, b) => a - b)
      const first = '2030-06-03'
      const runs = sorted.slice(1).map((until, index) => run(addDays(first, sorted[index] ?? 0), addDays(first, until)))
      const bars = barsOver(row(first, count), runs)
      for (const [index, bar] of bars.entries()) {
        const [begin, next] = [bar.at + bar.start, bars[index + 1]]
        assert.ok(begin >= 0 && begin + bar.length <= count && bar.length > 0)
        assert.ok(!next || begin + bar.length < next.at + next.start)
      }
    }),
  )
})
