import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arrangeNames, overlap, rectOf, type Rect } from './arrange-names.ts'

const view: Rect = { left: 0, top: 0, right: 400, bottom: 600 }
const spot = { x: fc.integer({ min: -50, max: 450 }), y: fc.integer({ min: -50, max: 650 }) }
const names = fc.array(fc.record({ ...spot, width: fc.integer({ min: 20, max: 160 }), height: fc.constant(16) }), { maxLength: 80 })
const pins = fc.array(
  fc.record(spot).map(({ x, y }) => ({ left: x - 30, right: x + 30, top: y - 34, bottom: y })),
  { maxLength: 30 },
)

test('no name covers another or a pin, and none is cut off by the edge', () => {
  fc.assert(
    fc.property(names, pins, (all, taken) => {
      const rects = arrangeNames(all, taken, view).map(({ name, down }) => rectOf(name, down))
      for (const [index, rect] of rects.entries()) {
        assert.ok(!taken.some((pin) => overlap(rect, pin)))
        assert.ok(!rects.slice(index + 1).some((other) => overlap(rect, other)))
        assert.ok(rect.left >= view.left && rect.right <= view.right && rect.top >= view.top && rect.bottom <= view.bottom)
      }
    }),
  )
})

test('the larger town is written first, and the one that finds no room is left out', () => {
  const town = { x: 200, y: 300, width: 80, height: 16 }
  const village = { x: 205, y: 302, width: 60, height: 16 }
  assert.deepEqual(arrangeNames([town], [], view), [{ name: town, down: 0 }])
  assert.deepEqual(
    arrangeNames([town, village], [], { ...view, top: 285, bottom: 325 }).map(({ name }) => name),
    [town],
  )
})

test('a name makes way for a pin on its point and stays where it can be read', () => {
  const town = { x: 200, y: 300, width: 80, height: 16 }
  const [moved] = arrangeNames([town], [{ left: 180, right: 220, top: 270, bottom: 300 }], view)
  assert.ok(moved && moved.down > 0)
})
