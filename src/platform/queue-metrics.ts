import { Gauge } from 'prom-client'
import { secondMs } from '../kernel/clock.ts'
import type { Deps } from './deps.ts'
import { countJobs } from './job-store.ts'
import { unnumberedBacklog } from './outbox-store.ts'
import type { Metrics } from './telemetry.ts'

/** Adds what the database alone knows to the metrics page: it is asked each time the page is. */
export function watchQueues({ registry }: Pick<Metrics, 'registry'>, { db, clock }: Pick<Deps, 'db' | 'clock'>): void {
  const jobs = new Gauge({
    name: 'sojourn_jobs',
    help: 'Jobs that wait or run (ready) and jobs that failed for good (dead)',
    labelNames: ['state'],
    registers: [],
    async collect() {
      for (const [state, count] of Object.entries(await countJobs(db))) this.set({ state }, count)
    },
  })
  const backlog = new Gauge({
    name: 'sojourn_outbox_unnumbered',
    help: 'Events without a number yet',
    registers: [],
    async collect() {
      this.set((await unnumberedBacklog(db)).count)
    },
  })
  const lag = new Gauge({
    name: 'sojourn_outbox_lag_seconds',
    help: 'Age of the oldest event without a number',
    registers: [],
    async collect() {
      const { since } = await unnumberedBacklog(db)
      this.set(since === undefined ? 0 : Math.max(0, clock.now() - since) / secondMs)
    },
  })
  for (const gauge of [jobs, backlog, lag]) registry.registerMetric(gauge)
}
