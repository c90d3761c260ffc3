import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { commonest, newRuns, type Run } from './calendar-runs.ts'

const runsOf = (days: Iterable<readonly [day: number, value: number]>) => {
  const runs = newRuns()
  for (const [day, value] of days) runs.add(day, value)
  return runs
}

const daysOf = (runs: readonly Run[]) =>
  new Map(runs.flatMap(({ from, until, value }) => Array.from({ length: until - from }, (_, index) => [from + index, value] as const)))

const aCalendar = fc.uniqueArray(fc.tuple(fc.integer({ min: 19_000, max: 19_060 }), fc.integer({ min: 1, max: 3 })), {
  selector: ([day]) => day,
})

test('a year at one price is one run, whatever order its days come in', () => {
  const days = Array.from({ length: 365 }, (_, index) => [19_000 + index, 9_500] as const)
  const one = [{ from: 19_000, until: 19_365, value: 9_500 }]
  assert.deepEqual(runsOf(days).sorted(), one)
  assert.deepEqual(runsOf(days.toReversed()).sorted(), one)
})

test('runs hold exactly the days that were added, each at its value, in as few runs as can be', () => {
  fc.assert(
    fc.property(aCalendar, (days) => {
      const runs = runsOf(days)
      const sorted = runs.sorted()
      assert.deepEqual(
        [...daysOf(sorted)],
        days.toSorted(([a], [b]) => a - b),
      )
      assert.equal(runs.count(), days.length)
      for (const [index, run] of sorted.entries()) {
        const next = sorted[index + 1]
        assert.ok(run.from < run.until)
        if (next) assert.ok(run.until < next.from || (run.until === next.from && run.value !== next.value))
      }
    }),
  )
})

test('runs know which days they have', () => {
  fc.assert(
    fc.property(aCalendar, fc.integer({ min: 18_999, max: 19_061 }), (days, asked) => {
      assert.equal(
        runsOf(days).has(asked),
        days.some(([day]) => day === asked),
      )
    }),
  )
})

test('the commonest value is that of most days, and the lower one of two equals', () => {
  assert.equal(commonest([]), undefined)
  assert.equal(
    commonest(
      runsOf([
        [1, 90],
        [2, 80],
        [3, 80],
        [9, 90],
        [10, 90],
      ]).sorted(),
    ),
    90,
  )
  assert.equal(
    commonest(
      runsOf([
        [1, 90],
        [2, 80],
      ]).sorted(),
    ),
    80,
  )
})
