import type { Db } from './platform/db.ts'
import { lastNumber } from './platform/follower.ts'
import type { Check } from './platform/http/health.ts'
import { isMigrated } from './platform/migrate.ts'
import type { newSearch } from './search/search.ts'

/** How many events search may be behind and still be asked. */
const searchLagMax = 1_000

/** What must be true before visitors are sent here. */
export function readiness(db: Db, search: ReturnType<typeof newSearch>): Readonly<Record<string, Check>> {
  return {
    database: async () => (await lastNumber(db)) >= 0,
    migrations: () => isMigrated(db),
    search: async () => search.ready() && (await lastNumber(db)) - search.position() <= searchLagMax,
  }
}
