import { setImmediate as breathe } from 'node:timers/promises'

/** Rows that one query may bring: SQLite answers without giving way, and this many take about 4 ms. */
export const rowsMax = 2_500
const idsMax = 200

/** SQLite's answers come without a turn of the event loop: one query after another would hold up everybody else. */
export async function giveWay<T>(query: Promise<T>): Promise<T> {
  const answer = await query
  await breathe()
  return answer
}

/** All rows of `ids`, so many at a time; `select` must answer in order of id and go on after `last`. */
export async function inPages<Key extends string, T>(
  ids: readonly Key[],
  select: (some: readonly Key[], last: T | undefined) => Promise<T[]>,
  keyOf: (row: T) => Key,
): Promise<T[]> {
  const sorted = ids.toSorted()
  const all: T[] = []
  for (let from = 0; from < sorted.length; from += idsMax) {
    let some = sorted.slice(from, from + idsMax)
    for (let last: T | undefined; ;) {
      const rows = await giveWay(select(some, last))
      for (const row of rows) all.push(row)
      if (rows.length < rowsMax) break
      last = rows.at(-1)
      const key = last && keyOf(last)
      some = some.filter((id) => key === undefined || id >= key)
    }
  }
  return all
}
