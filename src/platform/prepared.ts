import type { Compilable, CompiledQuery, Insertable, InsertQueryBuilder, InsertResult, Kysely, QueryResult } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { Tables } from './tables.ts'

/** Stands for a value that is bound when the query is sent. */
export type Ask<Values> = <Name extends keyof Values>(name: Name) => Values[Name]

/**
 * A query whose text is made once for each kind of database; after that its values are bound and nothing else is done:
 *
 *     const byId = prepared((db, ask: Ask<{ id: BookingId }>) => db.selectFrom('booking').selectAll().where('id', '=', ask('id')))
 *     const { rows } = await byId(tx, { id })
 *
 * For what each booking asks: making the text of a query costs several times as much as SQLite needs to answer it. Every value
 * that may differ from call to call must be asked for: what `build` writes down itself is the same for ever.
 */
export function prepared<Values extends object, Row>(build: (db: Kysely<Tables>, ask: Ask<Values>) => Compilable<Row>) {
  const compiled = oncePerKind<Row>()
  return (db: Db | Tx, values: Values): Promise<QueryResult<Row>> =>
    db.executeQuery(
      bound(
        compiled(db, '', () => build(db, standIn)),
        values,
      ),
    )
}

/** The same for putting in one row: `const insert = preparedInsert((db) => db.insertInto('outbox'))`, then `insert(tx, row)`. */
export function preparedInsert<Table extends keyof Tables>(into: (db: Kysely<Tables>) => InsertQueryBuilder<Tables, Table, InsertResult>) {
  const compiled = oncePerKind<InsertResult>()
  return async (tx: Tx, row: Insertable<Tables[Table]>): Promise<void> => {
    const names = Object.keys(row)
    const query = compiled(tx, names.join(), () => into(tx).values(Object.fromEntries(names.map((name) => [name, standIn(name)])) as never))
    await tx.executeQuery(bound(query, row))
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

function bound<Row>(query: CompiledQuery<Row>, values: object): CompiledQuery<Row> {
  const given = new Map<PropertyKey, unknown>(Object.entries(values))
  return { ...query, parameters: query.parameters.map((parameter) => (parameter instanceof Asked ? given.get(parameter.name) : parameter)) }
}

class Asked {
  readonly name: PropertyKey
  constructor(name: PropertyKey) {
    this.name = name
  }
}

/** To the compiler of queries it is a value like any other. */
const standIn = (name: PropertyKey) => new Asked(name) as never

/** Whether a prepared UPDATE has found its one row. */
export const changedOne = ({ numAffectedRows }: QueryResult<unknown>): boolean => numAffectedRows === 1n
