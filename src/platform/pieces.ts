/** Rows a statement, well below both databases' limit of parameters. */
const pieceMax = 128

/**
 * `rows` in pieces for multi-row inserts: of 128, then of the powers of two that are left. A statement's text depends on
 * how many rows it has, and SQLite keeps prepared statements by their text: with every count from 1 to 500 an import grew
 * by 100 MB of them.
 */
export function pieces<T>(rows: readonly T[]): T[][] {
  const all: T[][] = []
  for (let from = 0; from < rows.length;) {
    const size = Math.min(pieceMax, 2 ** Math.floor(Math.log2(rows.length - from)))
    all.push(rows.slice(from, from + size))
    from += size
  }
  return all
}
