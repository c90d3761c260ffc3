import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { forEachDatabase } from '../../test/databases.ts'
import { until } from '../../test/until.ts'
import { systemClock } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { systemRandom } from '../kernel/random.ts'
import { write } from './db.ts'
import { enqueue } from './enqueue.ts'
import { newLogger } from './telemetry.ts'
import { newWorker } from './worker.ts'

forEachDatabase('heavy jobs run one at a time and leave room for the others, however many wait before them', async (_, db) => {
  const deps = { db, clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
  const heavyCount = 60
  let together = 0
  let togetherMost = 0
  let heavyDone = 0
  let doneBeforeLight = Infinity
  const handlers = {
    heavy: async () => {
      togetherMost = Math.max(togetherMost, ++together)
      await sleep(5)
      together--
      heavyDone++
    },
    light: async () => void (doneBeforeLight = heavyDone),
  }
  await write(db, async (tx) => {
    for (let count = 0; count < heavyCount; count++) await enqueue(tx, deps, { kind: 'heavy', payload: {} })
  })
  await write(db, (tx) => enqueue(tx, deps, { kind: 'light', payload: {} }))
  const worker = newWorker(deps, handlers, { log: newLogger({ level: 'silent' }), alone: ['heavy'], pollMs: 20 })
  worker.start()
  await until(async () => heavyDone === heavyCount, { msMax: 20_000 })
  await worker.stop()
  assert.equal(togetherMost, 1)
  assert.ok(doneBeforeLight < 10, `the light one came after ${doneBeforeLight}`)
})
