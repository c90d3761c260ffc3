import { DatabaseSync } from 'node:sqlite'
import {
  type CompiledQuery,
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
import { beginBatch, beginOne, commitBatch, commitOne, newBatch, rollbackBatch, rollbackOne, type Batch } from './sqlite-batch.ts'
import { Statements } from './sqlite-statements.ts'
import { Turns } from './sqlite-turns.ts'

/** How long a lone statement keeps asking for the write lock while another process holds it. */
const busyWaitMsMax = 5_000
/** How long SQLite itself may sleep, which stops the event loop: next to nothing. We wait asynchronously instead. */
const busyTimeoutMs = 5
/** How many transactions commit at once: as many take a few milliseconds, and nobody else has a turn meanwhile. */
const batchMax = 16
/** Of the file, so much is read as memory, without a system call for each page: all that SQLite takes. */
const mappedBytesMax = 2 * 1024 ** 3
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
  database.exec(`pragma wal_autocheckpoint = ${logPagesMax}; pragma mmap_size = ${mappedBytesMax}`)
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
  #batch: Batch | undefined
  readonly #statements = new Statements()
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
      if (!this.#batch) this.#run(beginBatch)
      this.#batch ??= newBatch()
      this.#run(beginOne)
      connection.inTransaction = true
    } catch (error) {
      this.#endTurn()
      throw error
    }
  }

  async commitTransaction(connection: SqliteConnection) {
    this.#run(commitOne)
    await this.#end(connection)
  }

  async rollbackTransaction(connection: SqliteConnection) {
    if (!connection.inTransaction) return
    // A failure such as a full disk may have rolled back already, and all of the batch with it.
    if (this.#open.isTransaction) {
      this.#run(rollbackOne)
      this.#run(commitOne)
    }
    await this.#end(connection)
  }

  async releaseConnection(connection: SqliteConnection) {
    this.#idle.push(connection)
  }

  async destroy() {
    this.#statements.clear()
    await this.#group?.close()
    this.#database?.close()
  }

  /** Resolves when what the transaction did, and what it has seen, can no longer be lost. */
  #end(connection: SqliteConnection): Promise<void> | undefined {
    connection.inTransaction = false
    const batch = this.#batch
    this.#endTurn()
    const group = this.#group
    return group ? Promise.resolve(batch?.promise).then(() => group.settled()) : batch?.promise
  }

  /** Whoever waits joins the batch: it commits when nobody does, or when it is full. */
  #endTurn() {
    if (this.#batch && (++this.#batch.turns >= this.#batchMax || !this.#turns.isWanted)) this.#commit(this.#batch)
    this.#turns.giveBack()
  }

  #commit(batch: Batch) {
    try {
      this.#run(commitBatch)
      this.#group?.note()
      this.#batch = undefined
      batch.resolve()
    } catch (error) {
      if (this.#open.isTransaction) this.#run(rollbackBatch)
      this.#lose(error)
    }
  }

  /** Nobody of the batch has been told anything yet: now each is told that it failed. */
  #lose(error: unknown) {
    this.#batch?.reject(error)
    this.#batch = undefined
  }

  /** Without a log each commit is flushed by SQLite itself, and each is for itself. */
  get #batchMax(): number {
    return this.#group ? batchMax : 1
  }

  get #open(): DatabaseSync {
    if (!this.#database) throw new Error('the database is not open')
    return this.#database
  }

  async #execute<R>(query: CompiledQuery, inTransaction: boolean): Promise<QueryResult<R>> {
    if (inTransaction) {
      if (!this.#open.isTransaction) throw new Error('this transaction was rolled back by the database')
      return this.#run(query)
    }
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
    const batch = this.#batch
    try {
      const done = this.#runLone<R>(query)
      await batch?.promise
      return ok(done)
    } catch (error) {
      return err(error)
    }
  }

  #runLone<R>(query: CompiledQuery): QueryResult<R> {
    try {
      const done = this.#run<R>(query)
      if (done.numAffectedRows !== undefined) this.#group?.note()
      return done
    } finally {
      this.#endTurn()
    }
  }

  #run<R>(query: CompiledQuery): QueryResult<R> {
    try {
      return this.#statements.run(this.#open, query)
    } catch (error) {
      if (this.#batch && !this.#open.isTransaction) this.#lose(error)
      throw error
    }
  }
}

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
