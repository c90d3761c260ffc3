import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { openDatabase } from '../../src/platform/db.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'
import { requiredPath, skipWithout } from '../machine.ts'
import { addressUrl, firstUser, freePort, newDatabaseServer, type DatabaseServer } from '../mariadb.ts'
import { tempFolder } from '../temp.ts'

/** For a test's `skip`. */
export const skipWithoutGalera = () => skipWithout('mariadb') ?? skipWithout('galera') ?? skipWithout('rsync')

const nodeCount = 3
const syncMsMax = 90_000
/** Nodes that see one another again agree by themselves within this time, or never. */
const decideMsMax = 8_000

export type GaleraNode = Readonly<{
  name: string
  /** mysql://…/ ; put a database's name behind it. */
  url: string
  server: DatabaseServer
  /** After a kill: it finds the others by itself and takes over what it has missed. Resolves when it answers again. */
  rejoin(): Promise<void>
}>

export type Galera = Readonly<{ nodes: readonly GaleraNode[]; stop(): Promise<void> }>

/** Where a node lives: on the loopback address with ports of its own, or with an address in a network of our making. */
export type NodePlace = Readonly<{ host: string; within?: readonly string[] }>

const loopbackPlaces: readonly NodePlace[] = Array.from({ length: nodeCount }, () => ({ host: '127.0.0.1' }))

/**
 * Three MariaDB servers that are one database: what one has committed, all have or will have. As operators should run it: a
 * commit is on disk before it is answered, and reads wait for what was committed elsewhere.
 */
export async function startGalera(places: readonly NodePlace[] = loopbackPlaces): Promise<Galera> {
  const sites: Site[] = []
  for (const [index, place] of places.entries()) sites.push(await newSite(place, index))
  const cluster = sites.map(({ host, groupPort }) => `${host}:${groupPort}`).join()
  const nodes = await Promise.all(sites.map((site) => newNode(site, cluster)))
  const [first, ...others] = nodes
  if (!first) throw new Error('a cluster has nodes')
  await first.server.start(['--wsrep-new-cluster', firstUser(first.folder)])
  // One after the other: while one is given everything, its donor is busy.
  for (const node of others) await node.rejoin()
  return {
    nodes: nodes.map((node) => ({ ...node, rejoin: () => rejoin(node, nodes) })),
    stop: async () => void (await Promise.all(nodes.map(({ server }) => server.kill()))),
  }
}

type Site = NodePlace &
  Readonly<{ name: string; joins: boolean; folder: string; port: number; groupPort: number; incrementalPort: number; statePort: number }>

async function newSite(place: NodePlace, index: number): Promise<Site> {
  const whose = { name: `node${index + 1}`, joins: index > 0, folder: tempFolder('galera') }
  const [port, groupPort, incrementalPort, statePort] = [await freePort(), await freePort(), await freePort(), await freePort()]
  return { ...place, ...whose, port, groupPort, incrementalPort, statePort }
}

/** Others count a silent node out after two seconds, not fifteen: faults here are many and short. */
const impatience =
  'evs.keepalive_period=PT0.5S; evs.suspect_timeout=PT2S; evs.inactive_timeout=PT5S; evs.install_timeout=PT5S; pc.recovery=false'

async function newNode(site: Site, cluster: string): Promise<GaleraNode & { folder: string }> {
  const { name, folder, host, port, groupPort, incrementalPort, statePort, within, joins } = site
  const provider = [
    `gmcast.listen_addr=tcp://${host}:${groupPort}`,
    `ist.recv_addr=${host}:${incrementalPort}`,
    'gcache.size=32M',
    impatience,
  ]
  const options = [
    '--wsrep-on=ON',
    `--wsrep-provider=${requiredPath('galera')}`,
    `--wsrep-provider-options=${provider.join('; ')}`,
    `--wsrep-cluster-address=gcomm://${cluster}`,
    '--wsrep-cluster-name=sojourn',
    `--wsrep-node-name=${name}`,
    `--wsrep-node-address=${host}:${groupPort}`,
    `--wsrep-sst-receive-address=${host}:${statePort}`,
    '--wsrep-sst-method=rsync',
    '--wsrep-slave-threads=2',
    '--wsrep-sync-wait=1',
    '--binlog-format=ROW',
    '--innodb-autoinc-lock-mode=2',
    '--innodb-flush-log-at-trx-commit=1',
  ]
  const server = await newDatabaseServer({ folder, address: { host, port }, options, joins, ...(within ? { within } : {}) })
  const url = addressUrl({ host, port })
  const rejoin = async () => {
    await server.start()
    await synced(url)
  }
  return { name, url, server, folder, rejoin }
}

/** A new database with all tables. @returns its address at each node. */
export async function openGaleraDatabase({ nodes }: Galera): Promise<string[]> {
  const name = `test_${++opened}`
  const urls = nodes.map(({ url }) => `${url}${name}`)
  const [first] = nodes
  if (!first) throw new Error('a cluster has nodes')
  await ask(first.url, `create database ${name}`)
  const db = openDatabase(urls[0] ?? '')
  await migrateToLatest(db)
  await db.destroy()
  return urls
}

let opened = 0

/**
 * A node that is killed while the others have lost sight of one another leaves a cluster in which nobody may decide: the last who
 * could were three. Operators then say by hand whose data counts: the most recent, of those that run.
 */
async function rejoin(node: GaleraNode, nodes: readonly GaleraNode[]): Promise<void> {
  const joined = new AbortController()
  const others = nodes.filter((each) => each !== node)
  await Promise.all([node.rejoin().finally(() => joined.abort()), decideByHand(others, joined.signal)])
}

async function decideByHand(nodes: readonly GaleraNode[], joined: AbortSignal): Promise<void> {
  for (let undecidedSince = Date.now(); !joined.aborted; await sleep(500)) {
    const states = (await Promise.all(nodes.map((node) => stateOf(node).catch(() => [])))).flat()
    if (states.some(({ decides }) => decides)) undecidedSince = Date.now()
    const [latest] = states.toSorted((a, b) => b.committed - a.committed)
    if (latest && Date.now() - undecidedSince > decideMsMax) await ask(latest.url, "set global wsrep_provider_options = 'pc.bootstrap=YES'")
  }
}

async function stateOf({ url }: GaleraNode): Promise<{ url: string; decides: boolean; committed: number }> {
  const rows = await ask(url, "show status where variable_name in ('wsrep_cluster_status', 'wsrep_last_committed')")
  const value = (name: string) => String(rows.find(({ Variable_name }) => Variable_name === name)?.Value)
  return { url, decides: value('wsrep_cluster_status') === 'Primary', committed: Number(value('wsrep_last_committed')) }
}

/** Waits until the node takes part. @throws when it does not. */
async function synced(url: string): Promise<void> {
  const deadline = Date.now() + syncMsMax
  for (let last: unknown; ; await sleep(100)) {
    try {
      const [row] = await ask(url, "show status like 'wsrep_local_state_comment'")
      if (row?.Value === 'Synced') return
      last = row?.Value
    } catch (error) {
      last = error
    }
    if (Date.now() > deadline) throw new Error(`the node at ${url} does not take part`, { cause: last })
  }
}

async function ask(url: string, statement: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: `${url}information_schema`, connectTimeout: 2_000 })
  try {
    const [rows] = await connection.query<RowDataPacket[]>(statement)
    return rows
  } finally {
    connection.destroy()
  }
}

/** By hand: `node test/faults/galera.ts` keeps a cluster running, for test runs to share. */
if (import.meta.main) {
  const started = performance.now()
  const { nodes } = await startGalera()
  for (const { url } of nodes) console.log(url)
  console.log(`after ${Math.round(performance.now() - started)} ms`)
  process.stdin.resume()
}
