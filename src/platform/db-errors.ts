/**
 * What a database error means, by number only: names and texts differ between versions.
 * MySQL family: errno. node:sqlite: errcode (SQLite's extended result codes).
 */
const duplicateNumbers = new Set([1062, 1555, 2067])
const checkNumbers = new Set([3819, 4025, 275])
/** Deadlock, lock wait timeout, record changed since last read (MariaDB snapshot isolation). */
const transientNumbers = new Set([1213, 1205, 1020])
const busyNumbers = new Set([5, 261, 517])
/** Too many connections, a Galera node that is not ready, a server going down, a killed connection, a broken line. */
const awayNumbers = new Set([1040, 1047, 1053, 1158, 1159, 1160, 1161, 1927])
const fullNumbers = new Set([13, 1021, 1114])

function numberOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode
  if ('errno' in error && typeof error.errno === 'number') return error.errno
  return undefined
}

const isOneOf = (numbers: ReadonlySet<number>) => (error: unknown) => {
  const number = numberOf(error)
  return number !== undefined && numbers.has(number)
}

export const isDuplicate = isOneOf(duplicateNumbers)
export const isCheckFailure = isOneOf(checkNumbers)
export const isBusy = isOneOf(busyNumbers)
/** The disk or the table space is full. */
export const isFull = isOneOf(fullNumbers)
/** The database chose us as the loser of a conflict and rolled back: the whole transaction may run again. */
export const isTransient = (error: unknown) => isBusy(error) || isOneOf(transientNumbers)(error)
/**
 * The database cannot be asked now: it is away, or the connection broke. What became of a commit is unknown then. The driver
 * calls an error fatal when its connection is of no use any more.
 */
export const isAway = (error: unknown): boolean => {
  if (error instanceof AggregateError && error.errors.some(isAway)) return true
  return isOneOf(awayNumbers)(error) || (error instanceof Error && 'fatal' in error && error.fatal === true && 'code' in error)
}
