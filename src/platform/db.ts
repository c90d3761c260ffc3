import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { CompiledQuery, Kysely, MysqlDialect, type Dialect, type Driver, type Transaction } from 'kysely'
import { createPool } from 'mysql2'
import { checkFence, newFence, type Fence } from '../kernel/fence.ts'
import { systemRandom, type Random } from '../kernel/random.ts'
import { ok, type Result } from '../kernel/result.ts'
import { isTransient } from './db-errors.ts'
import { flushToDisk, type Flush } from './group-commit.ts'
import { openSqlite, sqliteDialect, type Sleep } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** For reading. Using it inside a transaction throws: there it would hang on SQLite and escape the transaction on MariaDB. */
export type Db = Kysely<Tables>
/** Proof that a transaction is open. Every function that writes asks for one. */
export type Tx = Transaction<Tables>

export type DatabaseKind = 'sqlite' | 'mysql'

export type DatabaseOptions = {
  /** Closing it makes every later use of the handle throw. */
  fence?: Fence
  /** For the pauses between retries. */
  random?: Random
  sleep?: Sleep
  /** Called each time that a transaction has lost a conflict and runs again. */
  onRetry?: () => void
  /** SQLite only, for tests: what has its log reach the disk. */
  flush?: Flush
  /** MySQL family only. */
  connectionsMax?: number
  simulated?: SimulatedSqlite
}

/** For simulators, whose processes end while the database lives on. SQLite only. */
export type SimulatedSqlite = {
  /** The open database that every incarnation works on, in place of one of the handle's own. */
  database: DatabaseSync
  /** What stands between the guard and the driver: it may hold statements up, or let them fail. */
  around: (dialect: Dialect) => Dialect
}

/**
 * Opens `url`: 'sqlite:data/sojourn.db', 'sqlite::memory:' or 'mysql://user:password@host:port/name'.
 * @throws when the scheme is neither.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Db {
  const { fence = newFence(), random = systemRandom, sleep = sleepFor } = options
  const kind = databaseKind(url)
  const dialect =
    kind === 'sqlite' ? anySqlite(url.slice('sqlite:'.length), sleep, options) : mysqlDialect(url, options.connectionsMax ?? 10)
  const db = new Kysely<Tables>({ dialect: guarded(dialect, fence) })
  runtimes.set(db, { kind, random, sleep, onRetry: options.onRetry })
  return db
}

function anySqlite(file: string, sleep: Sleep, { simulated, flush = flushToDisk }: DatabaseOptions): Dialect {
  if (!simulated) return sqliteDialect(() => openSqlite(file, flush), sleep)
  const { database, around } = simulated
  return around(sqliteDialect(() => ({ database }), sleep))
}

export function databaseKind(url: string): DatabaseKind {
  if (url.startsWith('sqlite:')) return 'sqlite'
  if (url.startsWith('mysql:')) return 'mysql'
  throw new Error('a database address starts with sqlite: or mysql:')
}

export const kindOf = (db: Db): DatabaseKind => runtimeOf(db).kind

type Runtime = { kind: DatabaseKind; random: Random; sleep: Sleep; onRetry: (() => void) | undefined }
const runtimes = new WeakMap<Db, Runtime>()

function runtimeOf(db: Db): Runtime {
  const runtime = runtimes.get(db)
  if (!runtime) throw new Error('this handle does not come from openDatabase')
  return runtime
}

const attemptsMax = 25
const pauseMsMax = 200
const openTransaction = new AsyncLocalStorage<true>()
const afterCommitHooks = new WeakMap<Tx, (() => void)[]>()

/** Carries an `err` out through Kysely, which rolls back on a throw. */
class Rollback {
  readonly result: unknown
  constructor(result: unknown) {
    this.result = result
  }
}

/**
 * Runs `work` in one transaction: an `ok` commits, an `err` or a throw rolls back. The database may pick us as the loser of
 * a conflict, at COMMIT too, and then the whole of `work` runs again: it must do nothing but read and write through `tx`.
 */
export async function inTransaction<R extends Result<unknown, unknown>>(db: Db, work: (tx: Tx) => Promise<R>): Promise<R> {
  const { random, sleep, onRetry } = runtimeOf(db)
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db, work)
    } catch (thrown) {
      if (thrown instanceof Rollback) return thrown.result as R
      if (attempt === attemptsMax || !isTransient(thrown)) throw thrown
      onRetry?.()
      await sleep(1 + random.below(Math.min(pauseMsMax, 4 * 2 ** attempt)))
    }
  }
}

/** `inTransaction` for work that cannot be refused. */
export async function write<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await inTransaction(db, async (tx) => ok(await work(tx)))
  return done.value
}

/** Runs `hook` once the transaction has committed, and not at all when it rolls back. For waking workers: it may be lost in a crash. */
export function afterCommit(tx: Tx, hook: () => void): void {
  const hooks = afterCommitHooks.get(tx)
  if (!hooks) throw new Error('afterCommit needs a transaction opened by inTransaction')
  hooks.push(hook)
}

async function once<R extends Result<unknown, unknown>>(db: Db, work: (tx: Tx) => Promise<R>): Promise<R> {
  const hooks: (() => void)[] = []
  const result = await db.transaction().execute(async (tx) => {
    afterCommitHooks.set(tx, hooks)
    const outcome = await openTransaction.run(true, () => work(tx))
    if (!outcome.ok) throw new Rollback(outcome)
    return outcome
  })
  for (const hook of hooks) hook()
  return result
}

/** `dialect`, whose connections are refused inside an open transaction and after the fence has closed. */
function guarded(dialect: Dialect, fence: Fence): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => guardedDriver(dialect.createDriver(), fence),
  }
}

function guardedDriver(driver: Driver, fence: Fence): Driver {
  const acquire = driver.acquireConnection.bind(driver)
  const commit = driver.commitTransaction.bind(driver)
  const fencedConnections = new WeakSet<object>()
  driver.acquireConnection = async (options) => {
    checkFence(fence)
    if (openTransaction.getStore()) throw new Error('the plain handle was used inside a transaction: use tx')
    const connection = await acquire(options)
    if (!fencedConnections.has(connection)) {
      fencedConnections.add(connection)
      const execute = connection.executeQuery.bind(connection)
      connection.executeQuery = async (query, queryOptions) => {
        checkFence(fence)
        return execute(query, queryOptions)
      }
    }
    return connection
  }
  driver.commitTransaction = async (connection) => {
    checkFence(fence)
    return commit(connection)
  }
  return driver
}

/**
 * Per session: UTC, strict, READ COMMITTED, since REPEATABLE READ loses updates on MySQL and Galera (Jepsen), and as much room
 * for lists made of rows as MariaDB gives: MySQL cuts them off at 1,024 bytes otherwise.
 */
const mysqlSession = [
  "set session time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
  'set session transaction isolation level read committed',
  'set session group_concat_max_len = 1048576',
]

function mysqlDialect(url: string, connectionsMax: number): Dialect {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const socketPath = searchParams.get('socket')
  const pool = createPool({
    ...(socketPath ? { socketPath } : { host: hostname, port: Number(port || 3306) }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    connectionLimit: connectionsMax,
    timezone: 'Z',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    charset: 'utf8mb4_bin',
  })
  return new MysqlDialect({
    pool,
    onCreateConnection: async (connection) => {
      for (const setting of mysqlSession) await connection.executeQuery(CompiledQuery.raw(setting))
    },
  })
}
