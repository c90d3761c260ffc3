import { createConnection, type RowDataPacket } from 'mysql2/promise'
import type { ListingId } from '../../src/kernel/ids.ts'
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

/** Asks `subject` and a MariaDB that holds the same homes the same questions, one after another, all of the one first. */
export async function timeSql({ url, subject, questions, count }: SqlOptions): Promise<SqlReport> {
  const connection = await createConnection({ uri: url })
  const bySql = async (question: Question): Promise<Found> => {
    const [rows] = await connection.query<RowDataPacket[]>(sqlFor(question.query))
    return {
      total: Number(rows[0]?.whole ?? 0),
      ids: rows.map(({ id }) => id as ListingId),
      totals: rows.map(({ total }) => Number(total)),
    }
  }
  const asked = Array.from({ length: count }, (_, index) => questions(index))
  try {
    await connection.query(spatialIndex)
    await connection.query('analyze table listing')
    for (let index = count; index < count + warmUp; index++) await subject.search(questions(index).query)
    const ours = await answersTo(asked, ({ query }) => subject.search(query))
    for (const question of asked.slice(0, warmUpSql)) await bySql(question)
    return compare(asked, ours, await answersTo(asked, bySql))
  } finally {
    await connection.end()
  }
}

/** Others than those that count, and enough of the same: the one compiles itself, the other has all in memory. */
const [warmUp, warmUpSql] = [500, 30]

type Answers = Readonly<{ ms: readonly number[]; found: readonly Found[] }>

async function answersTo(questions: readonly Question[], ask: (question: Question) => Promise<Found>): Promise<Answers> {
  const [ms, found]: [number[], Found[]] = [[], []]
  for (const question of questions) {
    const startedAt = performance.now()
    found.push(await ask(question))
    ms.push(performance.now() - startedAt)
  }
  return { ms, found }
}

function compare(asked: readonly Question[], ours: Answers, sql: Answers): SqlReport {
  const texts = ({ found }: Answers) => found.map((each) => JSON.stringify(each))
  const [a, b] = [texts(ours), texts(sql)]
  const others = asked.flatMap(({ parameters }, index) =>
    a[index] === b[index] ? [] : [`${parameters}: ${a[index] ?? ''} and ${b[index] ?? ''}`],
  )
  return {
    asked: asked.length,
    same: asked.length - others.length,
    firstOther: others[0] ?? null,
    oursP50: quantile(ours.ms, 0.5),
    sqlP50: quantile(sql.ms, 0.5),
    oursP99: quantile(ours.ms, 0.99),
    sqlP99: quantile(sql.ms, 0.99),
  }
}
