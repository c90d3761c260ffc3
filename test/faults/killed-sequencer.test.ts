import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { newFollower } from '../../src/platform/follower.ts'
import { newSequencer } from '../../src/platform/sequencer.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { forEachDatabase } from '../databases.ts'

const program = path.join(import.meta.dirname, 'sequencer-process.ts')
const leaseMs = 500

/** @returns the names of the events that the process has committed before it was killed. */
async function talkUntilKilled(url: string): Promise<string[]> {
  const child = spawn(process.execPath, [program, url, String(leaseMs)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(child.stdout, 'data')
  await sleep(50 + systemRandom.below(150))
  child.kill('SIGKILL')
  await once(child, 'close')
  return said.split('\n').slice(0, -1)
}

forEachDatabase(
  'events of a process that was killed while numbering are numbered by another, all, once, after its lease',
  async (_, db, url) => {
    const log = newLogger({ level: 'silent' })
    const deps = { db, clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
    const seen: { name: unknown; seq: number }[] = []
    const onEvents = async (events: { name?: unknown; seq: number }[]) => void seen.push(...events.map(({ name, seq }) => ({ name, seq })))
    const follower = newFollower({ db }, { after: 0, onEvents }, { log })
    const said: string[] = []
    for (let round = 0; round < 3; round++) said.push(...(await talkUntilKilled(url)))
    const sequencer = newSequencer(deps, [{ name: 'test', type: 'said', job: 'hear' }], { log, leaseMs })
    const head = await db.selectFrom('outbox_head').select('lease_until').executeTakeFirstOrThrow()
    if (head.lease_until > systemClock.now() + 50) assert.equal(await sequencer.runOnce(), 0, 'not before the lease has lapsed')
    sequencer.start()
    await sleep(Math.max(0, head.lease_until - systemClock.now()) + 400)
    await sequencer.runOnce()
    await sequencer.stop()
    await follower.catchUp()
    assert.deepEqual(
      seen.map((event) => event.seq),
      seen.map((_event, index) => index + 1),
    )
    const names = new Set(seen.map((event) => event.name))
    assert.equal(names.size, seen.length)
    assert.deepEqual(
      said.filter((name) => !names.has(name)),
      [],
    )
    const jobs = await db.selectFrom('job').select('payload').execute()
    assert.deepEqual(new Set(jobs.map((job) => (JSON.parse(job.payload) as { name: unknown }).name)), names)
    assert.equal(jobs.length, seen.length)
  },
)
