import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newBusyness } from './busyness.ts'

test('a process is busy after a span with hardly a rest, until one with more', () => {
  const spent = { active: 0, idle: 0 }
  const isBusy = newBusyness(() => ({ ...spent }))
  const after = (active: number, idle: number) => {
    spent.active += active
    spent.idle += idle
    return isBusy()
  }
  assert.equal(after(99, 0), false, 'too short to say')
  assert.equal(after(1, 0), true)
  assert.equal(after(0, 50), true, 'too short to say')
  assert.equal(after(0, 50), false)
  assert.equal(after(89, 11), false)
  assert.equal(after(90, 10), true)
})
