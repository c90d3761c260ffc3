/**
 * A process that announces and numbers events until it is killed: node sequencer-process.ts URL LEASE_MS.
 * It prints a line for each commit, from which on the event must never be lost.
 */
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { openDatabase, write } from '../../src/platform/db.ts'
import { announce } from '../../src/platform/outbox.ts'
import { newSequencer } from '../../src/platform/sequencer.ts'

const [url = '', leaseMs = ''] = process.argv.slice(2)
const deps = { db: openDatabase(url), clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
newSequencer(deps, [{ name: 'test', type: 'said', job: 'hear' }], { leaseMs: Number(leaseMs) }).start()
for (let index = 0; ; index++) {
  const name = `${process.pid}-${index}`
  await write(deps.db, (tx) => announce(tx, deps, { type: 'said', name }))
  process.stdout.write(`${name}\n`)
}
