import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createConnection } from 'mysql2/promise'
import { openDatabase } from '../../src/platform/db.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'
import { addressUrl, firstUser, freePort, newDatabaseServer } from '../../test/mariadb.ts'

export type BigMariaDb = { /** Of a migrated database. */ url: string; stop(): Promise<void> }

/** A MariaDB of our own with room for all of it in memory; a commit is on the disk before it is answered. */
export async function startBigMariaDb(): Promise<BigMariaDb> {
  // On the disk: what is kept in memory answers sooner.
  const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-bench-mariadb-'))
  const address = { host: '127.0.0.1', port: await freePort() }
  const memory = ['--innodb-buffer-pool-size=3G', '--innodb-log-file-size=512M', '--join-buffer-size=4M', '--sort-buffer-size=4M']
  const server = await newDatabaseServer({ folder, address, options: [...memory, '--local-infile=1'] })
  await server.start([firstUser(folder)])
  const connection = await createConnection({ uri: addressUrl(address) })
  await connection.query('create database bench')
  await connection.end()
  const url = `${addressUrl(address)}bench`
  const db = openDatabase(url)
  await migrateToLatest(db)
  await db.destroy()
  return {
    url,
    stop: async () => {
      await server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
