import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pieces } from './pieces.ts'

test('rows are cut into pieces of a few sizes only, in order and without loss', () => {
  assert.deepEqual(
    pieces(Array.from({ length: 301 })).map((piece) => piece.length),
    [128, 128, 32, 8, 4, 1],
  )
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 700 }), (rows) => {
      const cut = pieces(rows)
      assert.deepEqual(cut.flat(), rows)
      assert.ok(cut.every(({ length }) => [1, 2, 4, 8, 16, 32, 64, 128].includes(length)))
    }),
  )
})
