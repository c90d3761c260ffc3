import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { instant, later } from '../kernel/clock.ts'
import { write } from '../platform/db.ts'
import { newSweeper } from '../platform/sweep.ts'
import { newLogger } from '../platform/telemetry.ts'
import { insertEvent, markEventHandled } from './event-store.ts'
import { sweepProviderEvents } from './sweep-events.ts'

forEachDatabase('a webhook is forgotten a month after it came, unless it still waits to be handled', async (_, db) => {
  const receivedAt = instant('2027-06-01T12:00:00Z')
  await write(db, async (tx) => {
    for (const id of ['handled', 'waiting']) await insertEvent(tx, { id, type: 'refund.updated', body: '{}', receivedAt })
    await markEventHandled(tx, 'handled', receivedAt)
  })
  const sweepAt = async (ms: number) => {
    const clock = { now: () => later(receivedAt, ms) }
    const sweeper = newSweeper({ db, clock }, { log: newLogger({ level: 'silent' }), also: { webhooks: sweepProviderEvents } })
    return (await sweeper.runOnce()).webhooks
  }
  assert.equal(await sweepAt(sweepProviderEvents.ageMsMax), 0)
  assert.equal(await sweepAt(sweepProviderEvents.ageMsMax + 1), 1)
  const left = await db.selectFrom('provider_event').select('id').execute()
  assert.deepEqual(
    left.map((row) => row.id),
    ['waiting'],
  )
})
