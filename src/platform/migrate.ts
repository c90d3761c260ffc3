import { Migrator } from 'kysely/migration'
import { migrations } from '../migrations/index.ts'
import type { Db } from './db.ts'

/**
 * Brings the database to the newest form; does nothing when it is there already.
 * Two processes may call it at once: the migrator's lock makes one wait. @throws what the failing statement threw.
 */
export async function migrateToLatest(db: Db): Promise<{ applied: string[] }> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  return { applied: results.filter((result) => result.status === 'Success').map((result) => result.migrationName) }
}
