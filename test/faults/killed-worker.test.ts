import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { write, type Db } from '../../src/platform/db.ts'
import { enqueue } from '../../src/platform/enqueue.ts'
import { forEachDatabase } from '../databases.ts'
import { until as waitUntil } from '../until.ts'
import { newEffectWorker } from './worker-process.ts'

const deps = { clock: systemClock, ids: newIds(systemClock, systemRandom) }

async function enqueueEffects(db: Db, count: number): Promise<string[]> {
  return write(db, async (tx) => {
    const ids: string[] = []
    for (let index = 0; index < count; index++) ids.push(await enqueue(tx, deps, { kind: 'effect', payload: { index } }))
    return ids
  })
}

const effectsOf = async (db: Db) =>
  (await db.selectFrom('outbox').select('payload').execute()).map((row) => JSON.parse(row.payload) as string)
const isAllDone = async (db: Db) => (await db.selectFrom('job').select('id').where('state', '<>', 'done').execute()).length === 0

function startProcess(url: string, leaseMs: number, workMs: number) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'worker-process.ts'), url, String(leaseMs), String(workMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return {
    begun: async () => String(((await once(child.stdout, 'data')) as unknown[])[0]).trim(),
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const until = (what: string, condition: () => Promise<boolean>) => waitUntil(condition, { msMax: 30_000, what })

forEachDatabase('a job whose process was killed is taken over after its lease, not before, and has its effect once', async (_, db, url) => {
  const leaseMs = 1_500
  const [id] = await enqueueEffects(db, 1)
  const process = startProcess(url, leaseMs, 60_000)
  assert.equal(await process.begun(), id)
  await process.kill()
  const [held] = await db.selectFrom('job').select('lease_until').execute()
  assert.ok(held && held.lease_until > systemClock.now())
  let takenOverAt = 0
  const { worker, deps: own } = newEffectWorker(url, leaseMs, async () => void (takenOverAt = systemClock.now()))
  worker.start()
  await until('it is done', () => isAllDone(db))
  await worker.stop()
  await own.db.destroy()
  assert.deepEqual(await effectsOf(db), [id])
  assert.ok(
    takenOverAt >= held.lease_until && takenOverAt < held.lease_until + 5_000,
    `${takenOverAt - held.lease_until} ms after its lease`,
  )
})

forEachDatabase('processes killed again and again lose no job and do none twice', async (_, db, url) => {
  const leaseMs = 400
  const ids = await enqueueEffects(db, 80)
  for (let round = 0; round < 5 && !(await isAllDone(db)); round++) {
    const process = startProcess(url, leaseMs, 20)
    await process.begun()
    await sleep(systemRandom.below(80))
    await process.kill()
  }
  assert.ok((await effectsOf(db)).length > 0)
  const { worker, deps: own } = newEffectWorker(url, leaseMs, async () => {})
  worker.start()
  await until('all are done', () => isAllDone(db))
  await worker.stop()
  await own.db.destroy()
  assert.deepEqual((await effectsOf(db)).toSorted(), ids.toSorted())
})
