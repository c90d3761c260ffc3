import { execFile, spawn, type ChildProcess } from 'node:child_process'
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
  /** Ends the server. Also done when this process exits, however it exits. */
  stop(): Promise<void>
}

export type MariaDbOptions = {
  /** 1: a commit is on disk before it is answered, as operators run it. 0, the default: faster, the same to a test that pulls no plug. */
  flushLogAtCommit?: 0 | 1 | 2
}

/** Starts a MariaDB of our own in a temporary folder, on a free port of the loopback address. The machine's own service is never touched. */
export async function startMariaDb({ flushLogAtCommit = 0 }: MariaDbOptions = {}): Promise<MariaDb> {
  const server = requiredPath('mariadb')
  const folder = tempFolder('mariadb')
  // A starting server deletes what it takes for its own leftovers in tmpdir: in a shared one, the temporary tables of servers at work.
  const data = [`--datadir=${path.join(folder, 'data')}`, `--tmpdir=${folder}`]
  const init = path.join(folder, 'init.sql')
  writeFileSync(init, "create user 'sojourn'@'127.0.0.1' identified by 'sojourn';\ngrant all on *.* to 'sojourn'@'127.0.0.1';\n")
  if (isRoot) await run('chown', ['mysql:mysql', folder])
  await run(...asServerUser('mariadb-install-db', ['--no-defaults', ...data, '--skip-test-db', '--skip-name-resolve']))
  const port = await freePort()
  const own = [`--socket=${path.join(folder, 'socket')}`, `--pid-file=${path.join(folder, 'pid')}`, `--init-file=${init}`]
  const network = ['--bind-address=127.0.0.1', `--port=${port}`, '--skip-name-resolve', `--max-connections=${connectionsMax}`]
  const engine = ['--innodb-buffer-pool-size=256M', '--innodb-log-file-size=64M', `--innodb-flush-log-at-trx-commit=${flushLogAtCommit}`]
  const [command, args] = asServerUser(server, ['--no-defaults', ...data, ...own, ...network, ...engine])
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  endWithUs(child)
  await ready(child)
  return { url: `mysql://sojourn:sojourn@127.0.0.1:${port}/`, stop: () => stop(child) }
}

const run = promisify(execFile)
const isRoot = process.getuid?.() === 0

/** The server refuses to run as root. `setpriv` also has the kernel end it when we die without a word. */
function asServerUser(program: string, args: string[]): [program: string, args: string[]] {
  if (!findProgram('setpriv')) return [program, args]
  const user = isRoot ? ['--reuid=mysql', '--regid=mysql', '--clear-groups'] : []
  return ['setpriv', [...user, '--pdeathsig', 'KILL', program, ...args]]
}

async function freePort(): Promise<number> {
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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  // A test file must be able to end while its server still runs.
  server.unref()
  if (server.stderr instanceof Socket) server.stderr.unref()
}

async function stop(server: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.ref()
  server.kill('SIGKILL')
  await gone
}

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
