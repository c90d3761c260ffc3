import {
  Kysely,
  MysqlAdapter,
  MysqlQueryCompiler,
  SqliteAdapter,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
} from 'kysely'
import type { DatabaseKind, Tx } from '../../src/platform/db.ts'

/** A query function with its arguments filled in. */
export type Call = (db: Tx) => unknown

const sentMax = 50

type Reply = { rows: object[]; affected: bigint }

/** A function may go on differently after finding nothing, or something. */
const replies: readonly Reply[] = [
  { rows: [], affected: 0n },
  { rows: [standIn()], affected: 1n },
]

/** The statements that `call` sends, in order, each once. */
export async function statementsOf(kind: DatabaseKind, call: Call): Promise<string[]> {
  const statements = new Set<string>()
  for (const reply of replies) {
    const db = new Kysely<never>({ dialect: recording(kind, statements, reply) })
    // What it makes of a stand-in's answer is of no interest, and may well be an error.
    await Promise.try(call, db as unknown as Tx).catch(() => undefined)
  }
  return [...statements]
}

const listMethods = new Set<string | symbol>(['map', 'flatMap', 'filter', 'slice', 'reduce', 'join'])

/** Takes the place of any argument and of any row: has every property, is 1 as a number and as a text, and a list of itself. */
export function standIn(): never {
  const it: object = new Proxy(
    {},
    {
      get(_, key) {
        if (key === Symbol.toPrimitive) return () => 1
        if (key === Symbol.iterator) return () => [it].values()
        if (key === 'then' || key === 'toJSON') return undefined
        if (key === 'length') return 1
        const method: unknown = listMethods.has(key) ? Reflect.get([it], key) : undefined
        return typeof method === 'function' ? method.bind([it]) : it
      },
    },
  )
  return it as never
}

function recording(kind: DatabaseKind, statements: Set<string>, { rows, affected }: Reply): Dialect {
  let sent = 0
  const connection: DatabaseConnection = {
    executeQuery: async ({ sql }: CompiledQuery) => {
      // A list inside a stand-in looks like one value; a row of its own like none.
      if (++sent > sentMax) throw new Error('a stand-in never ends this loop')
      statements.add(
        sql
          .replaceAll(/\bin \?/g, 'in (?)')
          .replace('() values ()', '(…) values (…)')
          .replace('set  where', 'set … where'),
      )
      return { rows: rows as never[], numAffectedRows: affected }
    },
    async *streamQuery() {},
  }
  const nothing = async () => {}
  const none = { init: nothing, beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing }
  return {
    createAdapter: () => (kind === 'sqlite' ? new SqliteAdapter() : new MysqlAdapter()),
    createQueryCompiler: () => (kind === 'sqlite' ? new SqliteQueryCompiler() : new MysqlQueryCompiler()),
    createDriver: () => ({ ...none, acquireConnection: async () => connection, releaseConnection: nothing, destroy: nothing }),
    createIntrospector: () => {
      throw new Error('nothing to look into')
    },
  }
}
