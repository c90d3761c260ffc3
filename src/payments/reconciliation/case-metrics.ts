import { Gauge } from 'prom-client'
import { secondMs } from '../../kernel/clock.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Metrics } from '../../platform/telemetry.ts'
import { openCases } from '../cases/list-cases.ts'
import { caseKinds } from '../cases/money-case.ts'
import { selectProgress } from './store.ts'

/** Adds what to be woken for: money that does not add up, and a comparison that has stopped. */
export function watchCases({ registry }: Pick<Metrics, 'registry'>, { db, clock }: Pick<Deps, 'db' | 'clock'>): void {
  const cases = new Gauge({
    name: 'sojourn_money_cases_open',
    help: 'Money that somebody should look into, by why: anything above 0 is worth an alert',
    labelNames: ['kind'],
    registers: [],
    async collect() {
      const open = await openCases(db)
      for (const kind of caseKinds) this.set({ kind }, open.get(kind) ?? 0)
    },
  })
  const age = new Gauge({
    name: 'sojourn_reconciliation_age_seconds',
    help: "Since the ledger was last compared with the provider's records; -1: never",
    registers: [],
    async collect() {
      const doneAt = (await selectProgress(db))?.doneAt ?? null
      this.set(doneAt === null ? -1 : Math.max(0, clock.now() - doneAt) / secondMs)
    },
  })
  for (const gauge of [cases, age]) registry.registerMetric(gauge)
}
