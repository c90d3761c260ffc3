import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { findProgram, requiredPath } from './machine.ts'
import { tempFolder } from './temp.ts'

const connectionsMax = 600
const startMsMax = 60_000

export type MariaDb = {
  /** mysql://…/ of a user who may do anything; put a database's name behind it. */
  url: string
  server: DatabaseServer
  /** Ends the server. Also done when this process exits, however it exits. */
  stop(): Promise<void>
}

export type MariaDbOptions = {
  /** 1: a commit is on disk before it is answered, as operators run it. 0, the default: faster, the same to a test that pulls no plug. */
  flushLogAtCommit?: 0 | 1 | 2
  /** An empty folder for its files. */
  folder?: string
}

/** Starts a MariaDB of our own in a temporary folder, on a free port of the loopback address. The machine's own service is never touched. */
export async function startMariaDb({ flushLogAtCommit = 0, folder = tempFolder('mariadb') }: MariaDbOptions = {}): Promise<MariaDb> {
  const address = { host: '127.0.0.1', port: await freePort() }
  const server = await newDatabaseServer({ folder, address, options: [`--innodb-flush-log-at-trx-commit=${flushLogAtCommit}`] })
  await server.start([firstUser(folder)])
  return { url: addressUrl(address), server, stop: server.kill }
}

export const addressUrl = ({ host, port }: Address) => `mysql://sojourn:sojourn@${host}:${port}/`

type Address = Readonly<{ host: string; port: number }>
export type ServerFiles = Readonly<{
  folder: string
  address: Address
  options: readonly string[]
  /** A command that runs others in a network namespace of their own. */
  within?: readonly string[]
  /** Whether it gets its files from others. */
  joins?: boolean
}>

/** A mariadbd that can be ended and started again on its files, and stopped in the middle of everything. */
export type DatabaseServer = {
  /** Resolves when it answers. @throws with its log when it ends or stays silent. */
  start(more?: readonly string[]): Promise<void>
  /** kill -9: nothing is flushed, nobody is told. */
  kill(): Promise<void>
  /** SIGSTOP and SIGCONT. */
  pause(): void
  resume(): void
  isRunning(): boolean
}

/** Makes the files of a new server; `start` it. */
export async function newDatabaseServer({ folder, address, options, within = [], joins = false }: ServerFiles): Promise<DatabaseServer> {
  const program = requiredPath('mariadb')
  // A starting server deletes what it takes for its own leftovers in tmpdir: in a shared one, the temporary tables of servers at work.
  const data = [`--datadir=${path.join(folder, 'data')}`, `--tmpdir=${folder}`]
  if (isRoot) await run('chown', ['mysql:mysql', folder])
  const install = asServerUser('mariadb-install-db', ['--no-defaults', ...data, '--skip-test-db', '--skip-name-resolve'])
  const [make, ...makeArgs] = joins ? asServerUser('mkdir', [path.join(folder, 'data')]) : install
  await run(make, makeArgs)
  const own = [`--socket=${path.join(folder, 'socket')}`, `--pid-file=${path.join(folder, 'pid')}`]
  const { host, port } = address
  const network = [`--bind-address=${host}`, `--port=${port}`, '--skip-name-resolve', `--max-connections=${connectionsMax}`]
  const engine = ['--innodb-buffer-pool-size=256M', '--innodb-log-file-size=64M']
  let child: ChildProcess | undefined

  const start = async (more: readonly string[] = []) => {
    const line = [program, '--no-defaults', ...data, ...own, ...network, ...engine, ...options, ...more]
    const [command, ...args] = [...within, ...asServerUser(line[0] ?? '', line.slice(1))]
    child = spawn(command ?? '', args, { stdio: ['ignore', 'ignore', 'pipe'] })
    endWithUs(child)
    await ready(child)
  }
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null
  return {
    start,
    isRunning,
    kill: async () => {
      if (!child || !isRunning()) return
      child.ref()
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
  }
}

/** The option with which a server makes, as it starts for the first time, the user of `addressUrl`. */
export function firstUser(folder: string): string {
  const init = path.join(folder, 'init.sql')
  writeFileSync(init, "create user 'sojourn'@'%' identified by 'sojourn';\ngrant all on *.* to 'sojourn'@'%';\n")
  return `--init-file=${init}`
}

const run = promisify(execFile)
const isRoot = process.getuid?.() === 0

/** The server refuses to run as root. `setpriv` also has the kernel end it when we die without a word. */
function asServerUser(program: string, args: readonly string[]): [program: string, ...args: string[]] {
  if (!findProgram('setpriv')) return [program, ...args]
  const user = isRoot ? ['--reuid=mysql', '--regid=mysql', '--clear-groups'] : []
  return ['setpriv', ...user, '--pdeathsig', 'KILL', program, ...args]
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Its data goes away with it, so there is nothing to shut down gracefully. */
function endWithUs(server: ChildProcess): void {
  const end = () => server.kill('SIGKILL')
  process.once('exit', end)
  server.once('exit', () => process.off('exit', end))
  if (!endsOnSignals) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  endsOnSignals = true
  // A test file must be able to end while its server still runs.
  server.unref()
  if (server.stderr instanceof Socket) server.stderr.unref()
}

let endsOnSignals = false

/** Resolves when the server answers. @throws with its log when it ends or stays silent. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    const fail = (why: string) => reject(new Error(`mariadbd ${why}:\n${log}`))
    const timer = setTimeout(fail, startMsMax, 'did not start in time')
    server.once('error', (error) => fail(error.message))
    server.once('exit', (code) => fail(`ended with ${code ?? 'a signal'}`))
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (log.length < 100_000) log += text
      if (!log.includes('ready for connections')) return
      clearTimeout(timer)
      resolve()
    })
  })
}

/** By hand: `node test/mariadb.ts` keeps one running, for many test runs to share. */
if (import.meta.main) {
  const { url } = await startMariaDb()
  console.log(`export SOJOURN_TEST_MARIADB=${url}`)
  process.stdin.resume()
}
