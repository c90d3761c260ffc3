import type { Instant } from '../../kernel/clock.ts'
import { parseId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Db } from '../../platform/db.ts'
import type { MoneyCase } from './money-case.ts'
import { countOpenCases, selectCases } from './store.ts'

export const casesPageMax = 50

export type CasePosition = Readonly<{ openedAt: Instant; id: string }>

export type BadCursor = Readonly<{ code: 'bad_cursor' }>

export function parseCasePosition(cursor: string | undefined): Result<CasePosition | null, BadCursor> {
  if (cursor === undefined) return ok(null)
  const [at = '', id = '', ...rest] = cursor.split('_')
  const isGood = /^\d{1,15}$/.test(at) && parseId(id).ok && rest.length === 0
  return isGood ? ok({ openedAt: Number(at) as Instant, id }) : err({ code: 'bad_cursor' })
}

/** Newest first; `next` is where to go on. */
export async function listCases(
  db: Db,
  { state, after }: { state: 'open' | 'closed'; after: CasePosition | null },
): Promise<{ cases: MoneyCase[]; next: CasePosition | null }> {
  const found = await selectCases(db, { state, after, limit: casesPageMax + 1 })
  const cases = found.slice(0, casesPageMax)
  const last = cases.at(-1)
  return { cases, next: found.length > casesPageMax && last ? { openedAt: last.openedAt, id: last.id } : null }
}

/** How many are open, by kind. */
export async function openCases(db: Db): Promise<ReadonlyMap<string, number>> {
  return new Map((await countOpenCases(db)).map(({ kind, count }) => [kind, count]))
}
