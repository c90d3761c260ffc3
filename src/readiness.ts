import { Gauge } from 'prom-client'
import type { Db } from './platform/db.ts'
import { lastNumber } from './platform/follower.ts'
import type { Check } from './platform/http/health.ts'
import { isMigrated } from './platform/migrate.ts'
import type { Metrics } from './platform/telemetry.ts'
import type { Search } from './search/search.ts'

/** How many events search may be behind and still be asked. */
const searchLagMax = 1_000

type Following = Pick<Search, 'ready' | 'position'>

const behind = async (db: Db, search: Following) => Math.max(0, (await lastNumber(db)) - search.position())

/** What must be true before visitors are sent here. */
export function readiness(db: Db, search: Following): Readonly<Record<string, Check>> {
  return {
    database: async () => (await lastNumber(db)) >= 0,
    migrations: () => isMigrated(db),
    search: async () => search.ready() && (await behind(db, search)) <= searchLagMax,
  }
}

/** Adds to the metrics page how far this process's search is behind. */
export function watchSearch({ registry }: Pick<Metrics, 'registry'>, db: Db, search: Following): void {
  registry.registerMetric(
    new Gauge({
      name: 'sojourn_search_behind_events',
      help: 'Numbered events that search has not taken in yet',
      registers: [],
      async collect() {
        this.set(await behind(db, search))
      },
    }),
  )
}
