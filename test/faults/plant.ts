import { createRequire } from 'node:module'

/** What becomes of a statement on its way to the server: itself, another, or (undefined) nothing at all, answered as if it had changed one row. */
export type Rewrite = (sql: string, values: readonly unknown[], connection: object) => string | undefined
export type Bug = Readonly<{ rewrite?: Rewrite; /** What an error's number becomes on its way back. */ errno?: (number: number) => number }>

type Answer = (error: { errno?: number } | null, result?: unknown, fields?: unknown) => void
type Connection = { query(this: Connection, sql: string, values: unknown, answer: Answer): unknown }

/**
 * Plants `bug` between the product and every MySQL-family server that this process talks to, while `run` runs. The product's
 * own code stays as it is: a bug of isolation is one in what the database is asked, or in what is made of its answer.
 */
export async function withBug<T>({ rewrite = (sql) => sql, errno = (number) => number }: Bug, run: () => Promise<T>): Promise<T> {
  const prototype = ownerOfQuery()
  const query = prototype.query
  prototype.query = function (sql, values, answer) {
    // Only Kysely asks with a text, its values and a callback.
    if (typeof sql !== 'string' || typeof answer !== 'function') return query.call(this, sql, values, answer)
    const asked = rewrite(sql, Array.isArray(values) ? values : [], this)
    if (asked === undefined) return queueMicrotask(() => answer(null, { affectedRows: 1, insertId: 0, changedRows: 1 }))
    const kept = asked === sql || !Array.isArray(values) ? values : values.slice(0, [...asked].filter((letter) => letter === '?').length)
    return query.call(this, asked, kept, (error, ...rest) => {
      if (error?.errno !== undefined) error.errno = errno(error.errno)
      answer(error, ...rest)
    })
  }
  try {
    return await run()
  } finally {
    prototype.query = query
  }
}

/** The class of mysql2 that every connection is of, a pool's too. */
function ownerOfQuery(): Connection {
  const { Connection } = createRequire(import.meta.url)('mysql2') as { Connection: { prototype: Connection } }
  let owner: object = Connection.prototype
  while (!Object.hasOwn(owner, 'query')) owner = Object.getPrototypeOf(owner) as object
  return owner as Connection
}
