import { createConnection, type RowDataPacket } from 'mysql2/promise'
import type { Question } from './questions.ts'
import { spatialIndex, sqlFor } from './sql-query.ts'
import type { Found, Subject } from './subject.ts'
import { quantile } from './times.ts'

export type SqlReport = Readonly<{
  asked: number
  /** Answers of the same total, the same homes in the same order and the same prices. */
  same: number
  firstOther: string | null
  oursP50: number
  sqlP50: number
  oursP99: number
  sqlP99: number
}>

export type SqlOptions = Readonly<{ url: string; subject: Subject; questions: (index: number) => Question; count: number }>

/** Asks `subject` and a MariaDB that holds the same homes the same questions in turn. */
export async function timeSql({ url, subject, questions, count }: SqlOptions): Promise<SqlReport> {
  const connection = await createConnection({ uri: url })
  const bySql = async (question: Question): Promise<Found> => {
    const [rows] = await connection.query<RowDataPacket[]>(sqlFor(question.query))
    return { total: Number(rows[0]?.whole ?? 0), ids: rows.map(({ id }) => String(id)), totals: rows.map(({ total }) => Number(total)) }
  }
  const [ours, sql]: [number[], number[]] = [[], []]
  let same = 0
  let firstOther: string | null = null
  const warmUp = Math.ceil(count / 10)
  try {
    await connection.query(spatialIndex)
    await connection.query('analyze table listing')
    for (let index = 0; index < warmUp + count; index++) {
      const question = questions(index)
      const first = await answered(() => subject.search(question.query))
      const second = await answered(() => bySql(question))
      if (index < warmUp) continue
      ours.push(first.ms)
      sql.push(second.ms)
      const [a, b] = [JSON.stringify(first.found), JSON.stringify(second.found)]
      if (a === b) same++
      else firstOther ??= `${question.parameters}: ${a} and ${b}`
    }
  } finally {
    await connection.end()
  }
  const [oursP50, sqlP50] = [quantile(ours, 0.5), quantile(sql, 0.5)]
  return { asked: count, same, firstOther, oursP50, sqlP50, oursP99: quantile(ours, 0.99), sqlP99: quantile(sql, 0.99) }
}

async function answered(ask: () => Promise<Found>): Promise<{ found: Found; ms: number }> {
  const startedAt = performance.now()
  const found = await ask()
  return { found, ms: performance.now() - startedAt }
}
