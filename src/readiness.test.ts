import assert from 'node:assert/strict'
import { forEachDatabase } from '../test/databases.ts'
import { systemClock } from './kernel/clock.ts'
import { newIds, type ListingId } from './kernel/ids.ts'
import { systemRandom } from './kernel/random.ts'
import { write } from './platform/db.ts'
import { announce } from './platform/outbox.ts'
import { newSequencer } from './platform/sequencer.ts'
import { newMetrics } from './platform/telemetry.ts'
import { readiness, watchSearch } from './readiness.ts'

forEachDatabase('a process whose search is far behind is not ready, and the metrics say by how much', async (_, db) => {
  const deps = { db, clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
  const listingId = deps.ids.next<'listing'>() satisfies ListingId
  const following = { ready: () => true, position: () => position }
  let position = 0
  const metrics = newMetrics({ process: false })
  watchSearch(metrics, db, following)
  const isReady = () => readiness(db, following)['search']?.()
  const figure = async () => /^sojourn_search_behind_events (\d+)$/m.exec(await metrics.registry.metrics())?.[1]

  for (let tens = 0; tens < 101; tens++) {
    await write(db, async (tx) => {
      for (let one = 0; one < 10; one++) await announce(tx, deps, { type: 'listing.changed', listingId })
    })
  }
  await newSequencer(deps, []).runOnce()
  position = 10
  assert.deepEqual([await isReady(), await figure()], [true, '1000'])
  position = 9
  assert.deepEqual([await isReady(), await figure()], [false, '1001'])
})
