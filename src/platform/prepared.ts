import type { Compilable, CompiledQuery, Insertable, InsertQueryBuilder, InsertResult, Kysely, QueryResult } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { Tables } from './tables.ts'

/** Stands for a value that is bound when the query is sent; a list for as many as it has. */
export type Ask<Values> = <Name extends keyof Values>(name: Name) => Values[Name]

/**
 * A query whose text is made once for each kind of database; after that its values are bound and nothing else is done:
 *
 *     const byId = prepared((db, ask: Ask<{ id: BookingId }>) => db.selectFrom('booking').selectAll().where('id', '=', ask('id')))
 *     const { rows } = await byId(tx, { id })
 *
 * For what each booking asks: making the text of a query costs several times as much as SQLite needs to answer it. Every value
 * that may differ from call to call must be asked for: what `build` writes down itself is the same for ever. A list is bound
 * value by value, and a text is made for each length that it comes in.
 */
export function prepared<Values extends object, Row>(build: (db: Kysely<Tables>, ask: Ask<Values>) => Compilable<Row>) {
  const compiled = oncePerKind<Row>()
  return (db: Db | Tx, values: Values): Promise<QueryResult<Row>> => {
    const query = compiled(db, lengthsOf(values), () => build(db, (name) => standIn(name, values[name])))
    return db.executeQuery(bound(query, values))
  }
}

function lengthsOf(values: object): string {
  let lengths = ''
  for (const [name, value] of Object.entries(values)) if (Array.isArray(value)) lengths += `${name} ${value.length} `
  return lengths
}

/** The same for putting in one row: `const insert = preparedInsert((db) => db.insertInto('outbox'))`, then `insert(tx, row)`. */
export function preparedInsert<Table extends keyof Tables>(into: (db: Kysely<Tables>) => InsertQueryBuilder<Tables, Table, InsertResult>) {
  const insertAll = preparedInsertAll(into)
  return (tx: Tx, row: Insertable<Tables[Table]>): Promise<void> => insertAll(tx, [row])
}

/** And for some rows at once, which name the same columns in the same order. None is nothing to do. */
export function preparedInsertAll<Table extends keyof Tables>(
  into: (db: Kysely<Tables>) => InsertQueryBuilder<Tables, Table, InsertResult>,
) {
  const compiled = oncePerKind<InsertResult>()
  return async (tx: Tx, rows: readonly Insertable<Tables[Table]>[]): Promise<void> => {
    if (rows.length === 0) return
    const names = Object.keys(rows[0] ?? {})
    const query = compiled(tx, `${rows.length} ${names.join()}`, () => {
      const asked = rows.map((_, line) => Object.fromEntries(names.map((name, column) => [name, new Asked(line, column)])))
      return into(tx).values(asked as never)
    })
    await tx.executeQuery(
      bound(
        query,
        rows.map((row) => Object.values(row)),
      ),
    )
  }
}

/** Keeps what was made for each kind of database, and for each `variant` of the query. */
function oncePerKind<Row>() {
  const made = { sqlite: new Map<string, CompiledQuery<Row>>(), mysql: new Map<string, CompiledQuery<Row>>() }
  return (db: Db | Tx, variant: string, build: () => Compilable<Row>): CompiledQuery<Row> => {
    const ofKind = db.getExecutor().adapter.supportsReturning ? made.sqlite : made.mysql
    const query = ofKind.get(variant) ?? build().compile()
    ofKind.set(variant, query)
    return query
  }
}

/** Stands for the value of this name, or for one of its list. To the compiler of queries it is a value like any other. */
class Asked {
  readonly #name: PropertyKey
  readonly #index: number | undefined
  constructor(name: PropertyKey, index?: number) {
    this.#name = name
    this.#index = index
  }

  of(values: object): unknown {
    const value: unknown = Reflect.get(values, this.#name)
    return this.#index !== undefined && Array.isArray(value) ? value[this.#index] : value
  }
}

const standIn = (name: PropertyKey, value: unknown) =>
  (Array.isArray(value) ? value.map((_, index) => new Asked(name, index)) : new Asked(name)) as never

const bound = <Row>(query: CompiledQuery<Row>, values: object): CompiledQuery<Row> => ({
  ...query,
  parameters: query.parameters.map((parameter) => (parameter instanceof Asked ? parameter.of(values) : parameter)),
})

/** Whether a prepared UPDATE has found its one row. */
export const changedOne = ({ numAffectedRows }: QueryResult<unknown>): boolean => numAffectedRows === 1n
