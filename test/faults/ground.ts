import { databases } from '../databases.ts'
import { startMariaDb, type DatabaseServer } from '../mariadb.ts'
import { tempFolder } from '../temp.ts'
import path from 'node:path'
import { openDatabase } from '../../src/platform/db.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'
import { openGaleraDatabase, startGalera } from './galera.ts'
import { lab } from './lab.ts'

export type DatabaseName = 'sqlite' | 'mariadb' | 'galera'

/** What a market stands on while it is hurt. */
export type Ground = Readonly<{
  name: DatabaseName
  /** One for each process of the market. */
  urls: readonly string[]
  /** Each can be killed, stopped and brought back. */
  servers: readonly Readonly<{ name: string; server: DatabaseServer; comeBack(): Promise<void> }>[]
  /** A disk that may be filled. */
  disk: string | undefined
  /** Whether links between servers can be cut. */
  hasNetwork: boolean
  stop(): Promise<void>
}>

const marketProcesses = 3
/** What a database of ours takes before anybody books, and some minutes of room to grow. */
const diskMebibytes = { sqlite: 300, mariadb: 500 }

export async function prepare(name: DatabaseName): Promise<Ground> {
  if (name === 'galera') return onGalera()
  return name === 'mariadb' ? onMariaDb() : onSqlite()
}

async function onSqlite(): Promise<Ground> {
  const disk = lab.isInside ? lab.smallDisk(diskMebibytes.sqlite) : undefined
  const url = `sqlite:${path.join(disk ?? tempFolder('sqlite'), 'market.db')}`
  await migrate(url)
  return { name: 'sqlite', urls: [url, url], servers: [], disk, hasNetwork: false, stop: async () => undefined }
}

async function onMariaDb(): Promise<Ground> {
  const disk = lab.isInside ? lab.smallDisk(diskMebibytes.mariadb) : undefined
  const { url, server, stop } = await startMariaDb({ flushLogAtCommit: 1, ...(disk ? { folder: disk } : {}) })
  process.env.SOJOURN_TEST_MARIADB = url
  const mariadb = databases().find((each) => each.name === 'mariadb')
  const place = await mariadb?.openMigrated()
  if (!place) throw new Error('no MariaDB')
  const urls = Array.from({ length: marketProcesses }, () => place.url)
  return { name: 'mariadb', urls, servers: [{ name: 'MariaDB', server, comeBack: () => server.start() }], disk, hasNetwork: false, stop }
}

async function onGalera(): Promise<Ground> {
  const galera = await startGalera(lab.isInside ? lab.places(marketProcesses) : undefined)
  const urls = await openGaleraDatabase(galera)
  const servers = galera.nodes.map(({ name, server, rejoin }) => ({ name, server, comeBack: rejoin }))
  return { name: 'galera', urls, servers, disk: undefined, hasNetwork: lab.isInside, stop: galera.stop }
}

async function migrate(url: string): Promise<void> {
  const db = openDatabase(url)
  await migrateToLatest(db)
  await db.destroy()
}
