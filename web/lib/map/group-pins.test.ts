import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { groupPins, pinSize } from './group-pins.ts'

const pins = fc.array(fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 600 }) }), { maxLength: 60 })

test('no pin is lost, and no two groups begin where they would cover each other', () => {
  fc.assert(
    fc.property(pins, (all) => {
      const groups = groupPins(all, { place: (pin) => pin, letters: () => 4 })
      assert.deepEqual(new Set(groups.flat()), new Set(all))
      assert.equal(groups.flat().length, all.length)
      for (const [index, [one]] of groups.entries())
        for (const [other] of groups.slice(index + 1))
          assert.ok(!one || !other || Math.abs(one.x - other.x) >= pinSize.x || Math.abs(one.y - other.y) >= pinSize.y)
    }),
  )
})

test('pins far apart stay alone', () => {
  const all = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 0, y: 100 },
  ]
  assert.deepEqual(
    groupPins(all, { place: (pin) => pin, letters: () => 4 }),
    all.map((pin) => [pin]),
  )
})

test('pins that say more need more room', () => {
  const all = [
    { x: 0, y: 0 },
    { x: 70, y: 0 },
  ]
  const groups = (letters: number) => groupPins(all, { place: (pin) => pin, letters: () => letters }).length
  assert.deepEqual([groups(4), groups(9)], [2, 1])
})
