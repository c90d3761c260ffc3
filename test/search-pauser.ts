import { newIds, parseId } from '../src/kernel/ids.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { systemRandom } from '../src/kernel/random.ts'
import { openDatabase, write } from '../src/platform/db.ts'
import { announce } from '../src/platform/outbox.ts'
import { newSequencer } from '../src/platform/sequencer.ts'
import { newLogger } from '../src/platform/telemetry.ts'

/** Another process: told to, it pauses a listing, or publishes it again, and numbers the event that says so. */
const [url = '', id = ''] = process.argv.slice(2)
const parsed = parseId<'listing'>(id)
if (!parsed.ok) throw new Error('the second word is the id of a listing')
const listingId = parsed.value
const db = openDatabase(url)
const deps = { db, clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
const sequencer = newSequencer(deps, [], { log: newLogger({ level: 'silent' }) })
sequencer.start()
let published = true

process.on('message', (message) => {
  if (message === 'end') return void end()
  void change()
})
process.send?.('ready')

/** Answers with how long it took until the commit: what comes after is the follower's. */
async function change(): Promise<void> {
  const startedAt = performance.now()
  published = !published
  await write(db, async (tx) => {
    await tx
      .updateTable('listing')
      .set({ state: published ? 'published' : 'paused' })
      .where('id', '=', listingId)
      .execute()
    await announce(tx, deps, { type: 'listing.changed', listingId })
  })
  process.send?.(performance.now() - startedAt)
}

async function end(): Promise<void> {
  await sequencer.stop()
  await db.destroy()
  process.disconnect()
}
