import type { Selectable } from 'kysely'
import type { Instant } from '../../kernel/clock.ts'
import { wholeNumber } from '../../platform/aggregates.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Tables } from '../../platform/tables.ts'
import type { CaseFacts, CaseKind, MoneyCase, MoneyCaseId } from './money-case.ts'

type NewCase = Pick<MoneyCase, 'id' | 'about' | 'kind' | 'bookingId' | 'facts' | 'openedAt'>

export async function selectCase(db: Db | Tx, id: MoneyCaseId): Promise<MoneyCase | undefined> {
  const row = await db.selectFrom('money_case').selectAll().where('id', '=', id).executeTakeFirst()
  return row && caseOf(row)
}

export async function insertCase(tx: Tx, { id, about, kind, bookingId, facts, openedAt }: NewCase): Promise<void> {
  const open = { state: 'open', closed_at: null, closed_by: null, note: '', version: 1 } as const
  await tx
    .insertInto('money_case')
    .values({ id, about, kind, booking_id: bookingId, facts: JSON.stringify(facts), opened_at: openedAt, ...open })
    .execute()
}

type Change = Partial<Pick<Tables['money_case'], 'kind' | 'state' | 'opened_at' | 'closed_at' | 'closed_by' | 'note'>> & {
  facts?: CaseFacts
}

/** False when the case has changed since it was read: nothing is written then. */
export async function saveCase(tx: Tx, { id, version }: Pick<MoneyCase, 'id' | 'version'>, { facts, ...change }: Change): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('money_case')
    .set({ ...change, ...(facts === undefined ? {} : { facts: JSON.stringify(facts) }), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

type Page = Readonly<{ state: 'open' | 'closed'; after: Readonly<{ openedAt: Instant; id: string }> | null; limit: number }>

/** Newest first. */
export async function selectCases(db: Db, { state, after, limit }: Page): Promise<MoneyCase[]> {
  const rows = await db
    .selectFrom('money_case')
    .selectAll()
    .where('state', '=', state)
    .$if(after !== null, (query) =>
      query.where((where) =>
        where.or([
          where('opened_at', '<', after!.openedAt),
          where.and([where('opened_at', '=', after!.openedAt), where('id', '<', after!.id as MoneyCaseId)]),
        ]),
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(caseOf)
}

export async function selectOpenOfKind(db: Db, kind: CaseKind, limit: number): Promise<MoneyCase[]> {
  const rows = await db.selectFrom('money_case').selectAll().where('state', '=', 'open').where('kind', '=', kind).limit(limit).execute()
  return rows.map(caseOf)
}

export async function countOpenCases(db: Db): Promise<{ kind: string; count: number }[]> {
  const rows = await db
    .selectFrom('money_case')
    .select((select) => ['kind', select.fn.countAll().as('count')])
    .where('state', '=', 'open')
    .groupBy('kind')
    .execute()
  return rows.map(({ kind, count }) => ({ kind, count: wholeNumber(count) }))
}

function caseOf(row: Selectable<Tables['money_case']>): MoneyCase {
  const facts = {
    id: row.id,
    about: row.about,
    kind: row.kind as CaseKind,
    bookingId: row.booking_id,
    facts: JSON.parse(row.facts) as CaseFacts,
    openedAt: row.opened_at,
    note: row.note,
    version: row.version,
  }
  return row.state === 'open'
    ? { ...facts, state: 'open' }
    : { ...facts, state: 'closed', closedAt: row.closed_at!, closedBy: row.closed_by }
}
