import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from 'kysely'
import type { Faults } from './faults.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Watch } from './watch.ts'

/** What the simulator itself did, as opposed to what it found. */
export class SimulatedError extends Error {
  override name = 'SimulatedError'
  readonly errcode: number
  constructor(message: string, errcode: number) {
    super(message)
    this.errcode = errcode
  }
}

const busy = () => new SimulatedError('the database is locked', 5)
/** An I/O error: nothing that would be tried again by itself. */
const broken = (what: string) => new SimulatedError(what, 10)

type Ground = {
  scheduler: Scheduler
  faults: Faults
  watch: Watch
  /** A commit went through unheard: who waits to be woken by it must look for themselves. */
  onUnheard: () => void
}

/** SQLite whose every statement waits for its turn, and may fail as a database may. */
export function faultySqlite(ground: Ground, life: Life): (dialect: Dialect) => Dialect {
  return (dialect) => ({
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => faultyDriver(dialect.createDriver(), ground, life),
  })
}

function faultyDriver(driver: Driver, { scheduler, faults, watch, onUnheard }: Ground, life: Life): Driver {
  const acquire = driver.acquireConnection.bind(driver)
  const begin = driver.beginTransaction.bind(driver)
  const commit = driver.commitTransaction.bind(driver)
  const rollback = driver.rollbackTransaction.bind(driver)
  const known = new WeakSet<DatabaseConnection>()
  driver.acquireConnection = async (options) => {
    const connection = await acquire(options)
    if (known.has(connection)) return connection
    known.add(connection)
    const execute = connection.executeQuery.bind(connection)
    connection.executeQuery = async (query: CompiledQuery) => {
      await scheduler.turn(life, query.sql)
      scheduler.trace.mix(query.parameters)
      if (faults.hits('statement')) throw broken('the disk could not be read')
      return execute(query)
    }
    return connection
  }
  driver.beginTransaction = async (connection, settings) => {
    await scheduler.turn(life, 'begin')
    if (faults.hits('busy')) throw busy()
    await begin(connection, settings)
    watch.begun()
  }
  driver.commitTransaction = async (connection) => {
    await scheduler.turn(life, 'commit')
    if (faults.hits('busyAtCommit')) throw busy()
    if (faults.hits('lostCommit')) throw broken('the commit was not answered, and did not happen')
    await commit(connection)
    watch.committed()
    await scheduler.turn(life, 'committed')
    if (!faults.hits('unansweredCommit')) return
    onUnheard()
    throw broken('the commit was not answered, and did happen')
  }
  driver.rollbackTransaction = async (connection) => {
    // After a commit that was not answered there is nothing to roll back, and somebody else may be at it already.
    const ours = 'inTransaction' in connection && connection.inTransaction === true
    if (ours) await scheduler.turn(life, 'rollback')
    await rollback(connection)
    if (ours) watch.rolledBack()
  }
  return driver
}
