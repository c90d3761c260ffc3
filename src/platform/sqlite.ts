import { DatabaseSync, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { err, ok, type Result } from '../kernel/result.ts'
import { isBusy } from './db-errors.ts'
import { GroupCommit, type Flush } from './group-commit.ts'

/** How long a lone statement keeps asking for the write lock while another process holds it. */
const busyWaitMsMax = 5_000
/** How long SQLite itself may sleep, which stops the event loop: next to nothing. We wait asynchronously instead. */
const busyTimeoutMs = 5
const statementCacheMax = 500
/**
 * How far the log grows, 32 MB, before a commit moves it into the database, which flushes both and stops everybody meanwhile.
 * A page that was written again and again is moved once: SQLite's own 1,000 pages are a dozen bookings.
 */
const logPagesMax = 8_000

export type Sleep = (ms: number) => Promise<void>

/**
 * Kysely on node:sqlite. One connection a process; a transaction has it to itself from `begin immediate` to its end, and a
 * lone statement between transactions. Waiting for another process's lock never blocks the event loop, nor does the disk:
 * the next transaction goes on while the last is being flushed, and nobody is answered before what they were told of is.
 */
export function sqliteDialect(open: () => OpenSqlite, sleep: Sleep): Dialect {
  return {
    createAdapter: () => new ManyConnectionsAdapter(),
    createDriver: () => new NodeSqliteDriver(open, sleep),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

export type OpenSqlite = {
  database: DatabaseSync
  /** None in memory, nor where the file system cannot do with a log: there SQLite itself flushes at each commit. */
  group?: GroupCommit | undefined
}

/** @param file a path, or ':memory:' */
export function openSqlite(file: string, flush: Flush): OpenSqlite {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: busyTimeoutMs })
  const hasLog = database.prepare('pragma journal_mode = wal').get()?.journal_mode === 'wal'
  // With a log, `normal` leaves out the flush at the end of a commit, and only that: GroupCommit does it.
  database.exec(`pragma synchronous = ${hasLog ? 'normal' : 'full'}; pragma cache_size = -65536; pragma temp_store = memory`)
  database.exec(`pragma wal_autocheckpoint = ${logPagesMax}`)
  return { database, group: hasLog ? new GroupCommit(`${file}-wal`, flush) : undefined }
}

/** Kysely's own mutex would make the plain handle wait for ever inside a transaction; ours lets the guard speak first. */
class ManyConnectionsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

class NodeSqliteDriver implements Driver {
  readonly #openDatabase: () => OpenSqlite
  readonly #sleep: Sleep
  readonly #turns = new Turns()
  #database: DatabaseSync | undefined
  #group: GroupCommit | undefined
  readonly #statements = new Map<string, Statement>()
  /** Handed out again: what guards a connection wraps each of them once. */
  readonly #idle: SqliteConnection[] = []

  constructor(open: () => OpenSqlite, sleep: Sleep) {
    this.#openDatabase = open
    this.#sleep = sleep
  }

  async init() {
    const { database, group } = this.#openDatabase()
    this.#database = database
    this.#group = group
  }

  async acquireConnection(): Promise<SqliteConnection> {
    return this.#idle.pop() ?? new SqliteConnection((query, inTransaction) => this.#execute(query, inTransaction))
  }

  async beginTransaction(connection: SqliteConnection) {
    await this.#turns.take()
    try {
      this.#run(CompiledQuery.raw('begin immediate'))
      connection.inTransaction = true
    } catch (error) {
      this.#turns.giveBack()
      throw error
    }
  }

  async commitTransaction(connection: SqliteConnection) {
    this.#run(CompiledQuery.raw('commit'))
    this.#group?.note()
    this.#end(connection)
    await this.#group?.settled()
  }

  async rollbackTransaction(connection: SqliteConnection) {
    if (!connection.inTransaction) return
    try {
      // A failure such as a full disk may have rolled back already.
      if (this.#open.isTransaction) this.#run(CompiledQuery.raw('rollback'))
    } finally {
      this.#end(connection)
    }
    await this.#group?.settled()
  }

  async releaseConnection(connection: SqliteConnection) {
    this.#idle.push(connection)
  }

  async destroy() {
    this.#statements.clear()
    await this.#group?.close()
    this.#database?.close()
  }

  #end(connection: SqliteConnection) {
    connection.inTransaction = false
    this.#turns.giveBack()
  }

  get #open(): DatabaseSync {
    if (!this.#database) throw new Error('the database is not open')
    return this.#database
  }

  async #execute<R>(query: CompiledQuery, inTransaction: boolean): Promise<QueryResult<R>> {
    if (inTransaction) return this.#run(query)
    for (let waitedMs = 0, pauseMs = 2; ; waitedMs += pauseMs, pauseMs = Math.min(pauseMs * 2, 50)) {
      const done = await this.#attempt<R>(query)
      // What was read may have been committed a moment ago: it is told only once it cannot be lost.
      await this.#group?.settled()
      if (done.ok) return done.value
      if (!isBusy(done.error) || waitedMs > busyWaitMsMax) throw done.error
      await this.#sleep(pauseMs)
    }
  }

  async #attempt<R>(query: CompiledQuery): Promise<Result<QueryResult<R>, unknown>> {
    await this.#turns.take()
    try {
      const done = this.#run<R>(query)
      if (done.numAffectedRows !== undefined) this.#group?.note()
      return ok(done)
    } catch (error) {
      return err(error)
    } finally {
      this.#turns.giveBack()
    }
  }

  #run<R>(query: CompiledQuery): QueryResult<R> {
    const { statement, reads } = this.#prepare(query.sql)
    const parameters = query.parameters as (string | number | bigint | null)[]
    if (reads) return { rows: statement.all(...parameters) as R[] }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  #prepare(text: string): Statement {
    const cached = this.#statements.get(text)
    if (cached) return cached
    const statement = this.#open.prepare(text)
    const prepared = { statement, reads: statement.columns().length > 0 }
    if (this.#statements.size >= statementCacheMax) {
      const oldest = this.#statements.keys().next()
      if (!oldest.done) this.#statements.delete(oldest.value)
    }
    this.#statements.set(text, prepared)
    return prepared
  }
}

type Statement = { statement: StatementSync; reads: boolean }
type Execute = <R>(query: CompiledQuery, inTransaction: boolean) => Promise<QueryResult<R>>

class SqliteConnection implements DatabaseConnection {
  inTransaction = false
  readonly #execute: Execute

  constructor(execute: Execute) {
    this.#execute = execute
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#execute(query, this.inTransaction)
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('no streaming: read by pages')
  }
}

/** First come, first served. */
class Turns {
  #taken = false
  readonly #waiting: (() => void)[] = []

  async take() {
    if (!this.#taken) {
      this.#taken = true
      return
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  giveBack() {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#taken = false
  }
}
