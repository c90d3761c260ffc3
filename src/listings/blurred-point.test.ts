import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seededRandom } from '../kernel/random.ts'
import { blurMetresMax, blurMetresMin, blurredPoint, metresBetween } from './blurred-point.ts'

const somewhere = fc.record({ lat: fc.double({ min: -85, max: 85, noNaN: true }), lng: fc.double({ min: -180, max: 180, noNaN: true }) })

test('the blurred point is 150 to 300 metres away, wherever on earth, and always on the map', () => {
  fc.assert(
    fc.property(somewhere, fc.integer(), (exact, seed) => {
      const blurred = blurredPoint(exact, seededRandom(seed))
      const metres = metresBetween(exact, blurred)
      assert(metres >= blurMetresMin && metres <= blurMetresMax, `${metres} m`)
      assert(Math.abs(blurred.lng) <= 180)
    }),
    { numRuns: 2_000 },
  )
})

test('the directions spread all around, so that many listings tell nothing about one', () => {
  const random = seededRandom(1)
  const exact = { lat: 51.2, lng: 4.4 }
  const quarters = [0, 0, 0, 0]
  for (let i = 0; i < 4_000; i++) {
    const { lat, lng } = blurredPoint(exact, random)
    const quarter = (lat > exact.lat ? 1 : 0) + (lng > exact.lng ? 2 : 0)
    quarters[quarter] = (quarters[quarter] ?? 0) + 1
  }
  for (const count of quarters) assert(count > 850 && count < 1_150, quarters.join())
})

test('a metre is a metre: a degree of latitude is 111 kilometres', () => {
  assert.equal(Math.round(metresBetween({ lat: 51, lng: 4 }, { lat: 52, lng: 4 })), 111_195)
})
