/**
 * A process that does jobs of kind 'effect' until it is killed: node worker-process.ts URL LEASE_MS WORK_MS.
 * It prints the id of each job that it begins. Every effect is one outbox row, committed together with the end of its job.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { openDatabase, write } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { insertOutbox } from '../../src/platform/outbox-store.ts'
import type { RunningJob } from '../../src/platform/run-job.ts'
import { newWorker, type Worker } from '../../src/platform/worker.ts'

export function newEffectWorker(url: string, leaseMs: number, work: (jobId: string) => Promise<void>): { worker: Worker; deps: Deps } {
  const deps = { db: openDatabase(url), clock: systemClock, random: systemRandom, ids: newIds(systemClock, systemRandom) }
  const effect = async (_: unknown, job: RunningJob) => {
    await work(job.id)
    await write(deps.db, async (tx) => {
      const row = { id: deps.ids.next(), type: 'effect', payload: JSON.stringify(job.id), created_at: systemClock.now(), seq: null }
      await insertOutbox(tx, row)
      await job.finish(tx)
    })
  }
  return { worker: newWorker(deps, { effect }, { leaseMs, pollMs: 20, concurrencyMax: 4 }), deps }
}

if (import.meta.main) {
  const [url = '', leaseMs = '', workMs = ''] = process.argv.slice(2)
  const { worker } = newEffectWorker(url, Number(leaseMs), async (jobId) => {
    process.stdout.write(`${jobId}\n`)
    await sleep(Number(workMs))
  })
  worker.start()
  process.stdin.resume()
}
