import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseByteRange, type ByteRange } from './byte-range.ts'

const cases: [header: string | undefined, size: number, expected: ByteRange | 'unsatisfiable' | null][] = [
  [undefined, 10, null],
  ['bytes=0-4', 10, { first: 0, last: 4 }],
  ['bytes=4-', 10, { first: 4, last: 9 }],
  ['bytes=4-400', 10, { first: 4, last: 9 }],
  ['bytes=-3', 10, { first: 7, last: 9 }],
  ['bytes=-30', 10, { first: 0, last: 9 }],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=0-0', 0, 'unsatisfiable'],
  ['bytes=-', 10, null],
  ['bytes=5-4', 10, null],
  ['bytes=0-1,3-4', 10, null],
  ['pages=0-1', 10, null],
]

for (const [header, size, expected] of cases) {
  test(`of ${size} bytes '${header ?? ''}' asks for ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(parseByteRange(header, size), expected))
}

test('whatever is asked, no byte outside the file is', () => {
  const piece = fc.oneof(fc.constant(''), fc.nat(), fc.string())
  fc.assert(
    fc.property(piece, piece, fc.nat(5_000), (from, to, size) => {
      const range = parseByteRange(`bytes=${from}-${to}`, size)
      if (range === null || range === 'unsatisfiable') return
      assert.ok(range.first >= 0 && range.first <= range.last && range.last < size)
    }),
    { numRuns: 500 },
  )
})
