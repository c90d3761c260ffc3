import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstEndingAfter, overlaid, type DaySpan } from './day-spans.ts'

type Said = DaySpan & { says: number }
const change = fc.record({
  from: fc.integer({ min: 0, max: 30 }),
  length: fc.integer({ min: 1, max: 12 }),
  says: fc.option(fc.integer({ min: 1, max: 3 })),
})
const sayings = (spans: readonly Said[]) =>
  Array.from({ length: 50 }, (_, day) => spans.find(({ fromDay, untilDay }) => fromDay <= day && day < untilDay)?.says ?? null)

test('each day says what was said of it last, in as few spans as can be', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const expected: (number | null)[] = Array.from({ length: 50 }, () => null)
      let spans: Said[] = []
      for (const { from, length, says } of changes) {
        const cut = { fromDay: from, untilDay: from + length }
        spans = overlaid(spans, cut, says === null ? null : { ...cut, says }, (a, b) => a.says === b.says)
        expected.fill(says, from, from + length)
      }
      assert.deepEqual(sayings(spans), expected)
      for (const [index, span] of spans.entries()) {
        const next = spans[index + 1]
        assert.ok(span.fromDay < span.untilDay)
        assert.ok(!next || span.untilDay < next.fromDay || (span.untilDay === next.fromDay && span.says !== next.says))
      }
      for (let day = -1; day < 51; day++) {
        const found = spans.findIndex(({ untilDay }) => untilDay > day)
        assert.equal(firstEndingAfter(spans, day), found === -1 ? spans.length : found)
      }
    }),
  )
})
