import { Migrator } from 'kysely/migration'
import { migrations } from '../migrations/index.ts'
import type { Db } from './db.ts'

/**
 * Brings the database to the newest form; does nothing when it is there already.
 * Two processes may call it at once: the migrator's lock makes one wait. @throws what the failing statement threw.
 */
export async function migrateToLatest(db: Db): Promise<{ applied: string[] }> {
  const { error, results = [] } = await newMigrator(db).migrateToLatest()
  if (error) throw error
  return { applied: results.filter((result) => result.status === 'Success').map((result) => result.migrationName) }
}

/** Whether nothing is left to do for `migrateToLatest`. */
export async function isMigrated(db: Db): Promise<boolean> {
  const all = await newMigrator(db).getMigrations()
  return all.every((migration) => migration.executedAt !== undefined)
}

const newMigrator = (db: Db) => new Migrator({ db, provider: { getMigrations: async () => migrations } })
