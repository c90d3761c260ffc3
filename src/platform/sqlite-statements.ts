import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { CompiledQuery, QueryResult } from 'kysely'

const cacheMax = 500

type Statement = { statement: StatementSync; /** None: it only writes. */ names: readonly string[] }

/** Runs queries of one database by statements that it has made ready before, the latest of them. */
export class Statements {
  readonly #ready = new Map<string, Statement>()

  run<R>(database: DatabaseSync, query: CompiledQuery): QueryResult<R> {
    const { statement, names } = this.#prepare(database, query.sql)
    const parameters = query.parameters as (string | number | bigint | null)[]
    if (names.length > 0) return { rows: statement.all(...parameters).map((values) => rowOf(names, values) as R) }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  clear(): void {
    this.#ready.clear()
  }

  #prepare(database: DatabaseSync, text: string): Statement {
    const cached = this.#ready.get(text)
    if (cached) return cached
    const statement = database.prepare(text)
    // As lists: the objects that it would make itself are slow to make, and slow to read.
    statement.setReturnArrays(true)
    const prepared = { statement, names: statement.columns().map(({ name }) => name) }
    if (this.#ready.size >= cacheMax) {
      const oldest = this.#ready.keys().next()
      if (!oldest.done) this.#ready.delete(oldest.value)
    }
    this.#ready.set(text, prepared)
    return prepared
  }
}

/** @param values a list, whatever its type says */
function rowOf(names: readonly string[], values: unknown): object {
  const row: Record<string, unknown> = {}
  if (!Array.isArray(values)) return row
  for (let index = 0; index < names.length; index++) row[names[index] ?? ''] = values[index]
  return row
}
