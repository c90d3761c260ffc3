import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { CompiledQuery, QueryResult } from 'kysely'

const cacheMax = 500

type Statement = { statement: StatementSync; reads: boolean }

/** Runs queries of one database by statements that it has made ready before, the latest of them. */
export class Statements {
  readonly #ready = new Map<string, Statement>()

  run<R>(database: DatabaseSync, query: CompiledQuery): QueryResult<R> {
    const { statement, reads } = this.#prepare(database, query.sql)
    const parameters = query.parameters as (string | number | bigint | null)[]
    if (reads) return { rows: statement.all(...parameters) as R[] }
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
    const prepared = { statement, reads: statement.columns().length > 0 }
    if (this.#ready.size >= cacheMax) {
      const oldest = this.#ready.keys().next()
      if (!oldest.done) this.#ready.delete(oldest.value)
    }
    this.#ready.set(text, prepared)
    return prepared
  }
}
