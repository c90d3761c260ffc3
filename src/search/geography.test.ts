import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kilometres } from '../../test/search-reference.ts'
import { boxAround, boxOf, centreOf, distanceKm, inBox, parseBox, widthOf, wrapLng, type Box } from './geography.ts'

const lat = fc.double({ min: -90, max: 90, noNaN: true })
const lng = fc.double({ min: -180, max: 180, noNaN: true })
const point = fc.record({ lat, lng })

/** Where one comes to after `km` straight on from `from`. */
function walk(from: { lat: number; lng: number }, bearing: number, km: number) {
  const [phi, lambda, angle] = [(from.lat * Math.PI) / 180, (from.lng * Math.PI) / 180, km / 6371.0088]
  const there = Math.asin(Math.max(-1, Math.min(1, Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing))))
  const east = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * Math.sin(there))
  return { lat: (there * 180) / Math.PI, lng: wrapLng(((lambda + east) * 180) / Math.PI) }
}

test('a box round a point holds everything within reach, at the poles and the date line too', () => {
  const km = fc.double({ min: 0.01, max: 5_000, noNaN: true })
  fc.assert(
    fc.property(point, km, fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (middle, reach, bearing) => {
      const box = boxAround(middle, reach)
      assert.ok(inBox(box, middle.lat, middle.lng))
      const there = walk(middle, bearing, reach * 0.999)
      assert.ok(inBox(box, there.lat, there.lng), `${JSON.stringify(there)} in ${String(box)}`)
      assert.ok(box.every((edge, side) => Math.abs(edge) <= (side % 2 === 0 ? 180 : 90)))
    }),
    {
      numRuns: 3_000,
      examples: [
        [{ lat: 89.9999, lng: 10 }, 1, 0.1],
        [{ lat: -17, lng: 179.999 }, 5, 1.5],
      ],
    },
  )
})

test('the smallest box round points holds them all and leaves the widest empty stretch out', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (points) => {
      const box = boxOf(
        points.map((each) => each.lat),
        points.map((each) => each.lng),
        0,
      )
      assert.ok(box && points.every((each) => inBox(box, each.lat, each.lng)))
      const sorted = points.map((each) => each.lng).toSorted((a, b) => a - b)
      const gaps = sorted.map((each, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 360) - each)
      assert.ok(Math.abs(360 - Math.max(...gaps) - widthOf(box)) < 1e-6 || widthOf(box) === 360)
    }),
  )
})

test('distances are those of the sphere', () => {
  fc.assert(fc.property(point, point, (a, b) => assert.ok(Math.abs(distanceKm(a, b) - kilometres(a, b)) < 0.01)))
  assert.equal(Math.round(distanceKm({ lat: 0, lng: -135 }, { lat: 0, lng: 135 })), 10_008)
})

test('the middle of a box lies in it', () => {
  fc.assert(
    fc.property(lat, lat, lng, lng, (a, b, west, east) => {
      const box: Box = [west, Math.min(a, b), east, Math.max(a, b)]
      const { lat: y, lng: x } = centreOf(box)
      assert.ok(inBox(box, y, x) || widthOf(box) < 1e-9)
    }),
  )
})

test('a map panned round the world asks for the same places, and what is no box is said to be none', () => {
  const ok = (...sides: [number, number, number, number]) => {
    const parsed = parseBox(...sides)
    assert.ok(parsed.ok)
    return parsed.value
  }
  assert.deepEqual(ok(170, -20, 190, -10), [170, -20, -170, -10])
  assert.deepEqual(ok(-190, -20, -170, -10), [170, -20, -170, -10])
  assert.deepEqual(ok(170, -20, -170, -10), [170, -20, -170, -10])
  assert.deepEqual(ok(363, 0, 364, 1), [3, 0, 4, 1])
  assert.deepEqual(ok(-200, -90, 200, 90), [-180, -90, 180, 90])
  const reason = (...sides: [number, number, number, number]) => {
    const parsed = parseBox(...sides)
    return parsed.ok ? undefined : parsed.error.reason
  }
  assert.equal(reason(0, 10, 1, 5), 'order')
  assert.equal(reason(0, -91, 1, 5), 'latitude')
  assert.equal(reason(0, NaN, 1, 5), 'latitude')
  assert.equal(reason(-541, 0, 1, 5), 'longitude')
  assert.equal(reason(Infinity, 0, 1, 5), 'longitude')
})
