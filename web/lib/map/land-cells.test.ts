import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { cellsOf } from '../../vite/land.ts'
import { cellsIn, decodeRing, encodeRing, landFolder } from './land-cells.ts'

/** Twice its area, by the shoelace. */
const areaOf = (ring: readonly (readonly number[])[]) =>
  Math.abs(
    ring.reduce((sum, [x = 0, y = 0], index) => {
      const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? []
      return sum + x * nextY - nextX * y
    }, 0),
  )

const ring = fc.array(fc.tuple(fc.integer({ min: -179, max: 179 }), fc.integer({ min: -89, max: 89 })), { minLength: 3, maxLength: 3 })

test('cut into cells, no land is lost and none is won', () => {
  fc.assert(
    fc.property(ring, (triangle) => {
      const cells = [...cellsOf([[triangle]]).values()]
      const cut = cells.flat(2).reduce((sum, piece) => sum + areaOf(piece), 0)
      assert.ok(Math.abs(cut - areaOf(triangle)) < 1e-6 * Math.max(1, areaOf(triangle)))
    }),
  )
})

test('a ring reads back as it was written, to eleven metres', () => {
  const degrees = (max: number) => fc.double({ min: -max, max, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(degrees(180), degrees(90))), (points) => {
      const read = decodeRing(encodeRing(points))
      assert.equal(read.length, points.length)
      for (const [index, [x, y]] of read.entries()) {
        const [wantedX = 0, wantedY = 0] = points[index] ?? []
        assert.ok(Math.abs(x - wantedX) <= 0.00006 && Math.abs(y - wantedY) <= 0.00006)
      }
    }),
  )
})

test('a view across the date line reads cells of both sides, and knows how often round the world each is', () => {
  assert.deepEqual(cellsIn([175, -5, 185, 4]), [
    { name: '170_-10', turn: 0 },
    { name: '170_0', turn: 0 },
    { name: '-180_-10', turn: 360 },
    { name: '-180_0', turn: 360 },
  ])
})

test("the folder's name is of the data's version: it is kept for a year", () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../node_modules/world-atlas/package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  assert.ok(landFolder.endsWith(`-${version}`))
})
