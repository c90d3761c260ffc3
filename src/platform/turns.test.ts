import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { newTurns } from './turns.ts'

test('work is done one at a time, in the order in which it came, and a failure holds nobody up', async () => {
  const turns = newTurns()
  const log: string[] = []
  const work = (name: string, ms: number, fails = false) =>
    turns.take(async () => {
      log.push(`${name} begins`)
      await sleep(ms)
      log.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const all = await Promise.allSettled([work('a', 15), work('b', 5, true), work('c', 1)])
  assert.deepEqual(
    all.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})
