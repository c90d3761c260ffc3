import { CompiledQuery } from 'kysely'

/**
 * Transactions that commit together, one after the other inside one of SQLite's own. Each has a savepoint to itself, and a turn
 * that nobody shares; none is told that it has committed, and none that has read what another wrote, before all have.
 */
export type Batch = PromiseWithResolvers<void> & { turns: number }

export function newBatch(): Batch {
  const end = Promise.withResolvers<void>()
  // Whoever is in it waits for it, but only from the end of their turn on.
  end.promise.catch(() => undefined)
  return { ...end, turns: 0 }
}

export const beginBatch = CompiledQuery.raw('begin immediate')
export const commitBatch = CompiledQuery.raw('commit')
export const rollbackBatch = CompiledQuery.raw('rollback')
export const beginOne = CompiledQuery.raw('savepoint one')
export const commitOne = CompiledQuery.raw('release one')
export const rollbackOne = CompiledQuery.raw('rollback to one')
