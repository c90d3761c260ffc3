import type { Instant } from '../kernel/clock.ts'
import type { BookingId, Id } from '../kernel/ids.ts'
import { money, type Currency, type Money } from '../kernel/money.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'
import { prepared, preparedInsert, preparedInsertAll, type Ask } from '../platform/prepared.ts'
import type { Posting } from './post.ts'

type NewEntry = {
  id: Id<'entry'>
  reason: string
  bookingId: BookingId | undefined
  inputHash: string
  postedAt: Instant
  postings: readonly Posting[]
}

export async function findEntryHash(tx: Tx, id: Id<'entry'>): Promise<string | undefined> {
  return (await hashById(tx, { id })).rows[0]?.input_hash
}

const hashById = prepared((db, ask: Ask<{ id: Id<'entry'> }>) =>
  db.selectFrom('ledger_entry').select('input_hash').where('id', '=', ask('id')),
)
const putEntry = preparedInsert((db) => db.insertInto('ledger_entry'))
const putPostings = preparedInsertAll((db) => db.insertInto('ledger_posting'))

export async function insertEntry(tx: Tx, entry: NewEntry): Promise<void> {
  const { id, reason, inputHash, postedAt, postings } = entry
  await putEntry(tx, { id, reason, booking_id: entry.bookingId ?? null, input_hash: inputHash, posted_at: postedAt })
  const rows = postings.map(({ debit, credit, amount }, line) => ({
    entry_id: id,
    line,
    debit,
    credit,
    minor: amount.minor,
    currency: amount.currency,
  }))
  await putPostings(tx, rows)
}

export async function sumOf(db: Db | Tx, side: 'debit' | 'credit', account: string): Promise<Money[]> {
  const rows = await db
    .selectFrom('ledger_posting')
    .select(['currency', (select) => select.fn.sum('minor').as('minor')])
    .where(side, '=', account)
    .groupBy('currency')
    .execute()
  return rows.map((row) => money(wholeNumber(row.minor), row.currency))
}

export async function entriesOf(db: Db | Tx, bookingId: BookingId) {
  const rows = await db
    .selectFrom('ledger_entry')
    .innerJoin('ledger_posting', 'ledger_posting.entry_id', 'ledger_entry.id')
    .select(['ledger_entry.id', 'reason', 'posted_at', 'line', 'debit', 'credit', 'minor', 'currency'])
    .where('booking_id', '=', bookingId)
    .orderBy('posted_at')
    .orderBy('ledger_entry.id')
    .orderBy('line')
    .execute()
  return rows.map(({ minor, currency, ...row }) => ({ ...row, amount: money(minor, currency) }))
}

/** Per currency: what all accounts together owe. Zero by construction; the tests look all the same. */
export async function allPostings(db: Db | Tx): Promise<{ debit: string; credit: string; minor: number; currency: Currency }[]> {
  return db.selectFrom('ledger_posting').select(['debit', 'credit', 'minor', 'currency']).execute()
}

/** Per account of `accounts`: what has moved from or to the provider, from the account's side. */
export async function sumsWithProvider(db: Db | Tx, direction: 'in' | 'out', provider: string, accounts: readonly string[]) {
  const [own, other] = direction === 'in' ? (['credit', 'debit'] as const) : (['debit', 'credit'] as const)
  const rows = await db
    .selectFrom('ledger_posting')
    .select([own, 'currency', (select) => select.fn.sum('minor').as('minor')])
    .where(own, 'in', accounts)
    .where(other, '=', provider)
    .groupBy([own, 'currency'])
    .execute()
  return rows.map((row) => ({ account: row[own], amount: money(wholeNumber(row.minor), row.currency) }))
}

/** Per account of `accounts` and per other side: what has moved out of it (its debits) or into it (its credits). */
export async function sumsByOtherSide(db: Db | Tx, own: 'debit' | 'credit', accounts: readonly string[]) {
  const other = own === 'debit' ? 'credit' : 'debit'
  const rows = await db
    .selectFrom('ledger_posting')
    .select([own, other, 'currency', (select) => select.fn.sum('minor').as('minor')])
    .where(own, 'in', accounts)
    .groupBy([own, other, 'currency'])
    .execute()
  return rows.map((row) => ({ account: row[own], other: row[other], amount: money(wholeNumber(row.minor), row.currency) }))
}

type Span = Readonly<{ from: Instant | null; after: Readonly<{ at: Instant; id: string }> | null; limit: number }>

/** Entries posted at `from` or later, behind `after`, oldest first. */
export async function entriesSince(db: Db, { from, after, limit }: Span) {
  return db
    .selectFrom('ledger_entry')
    .select(['id', 'reason', 'booking_id', 'posted_at'])
    .where('posted_at', '>=', from ?? (0 as Instant))
    .$if(after !== null, (query) =>
      query.where((where) =>
        where.or([where('posted_at', '>', after!.at), where.and([where('posted_at', '=', after!.at), where('id', '>', after!.id)])]),
      ),
    )
    .orderBy('posted_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function postingsOf(db: Db | Tx, entryIds: readonly string[]) {
  return db
    .selectFrom('ledger_posting')
    .select(['entry_id', 'debit', 'credit', 'minor', 'currency'])
    .where('entry_id', 'in', entryIds)
    .execute()
}

export async function selectEntry(db: Db | Tx, id: string) {
  return db.selectFrom('ledger_entry').select(['id', 'reason', 'booking_id', 'posted_at']).where('id', '=', id).executeTakeFirst()
}

export type AccountSum = Readonly<{ account: string; currency: Currency; minor: number }>

/** What was ever debited or credited, per account and currency in their order, from behind `after` on. */
export async function sumsFrom(db: Db, side: 'debit' | 'credit', after: AccountSum | undefined, limit: number): Promise<AccountSum[]> {
  const all = db.selectFrom('ledger_posting').select([`${side} as account`, 'currency', (select) => select.fn.sum('minor').as('minor')])
  // Said twice, so that the index is entered where the page begins.
  const rest =
    after &&
    all
      .where(side, '>=', after.account)
      .where((where) => where.or([where(side, '>', after.account), where('currency', '>', after.currency)]))
  const rows = await (rest ?? all).groupBy([side, 'currency']).orderBy(side).orderBy('currency').limit(limit).execute()
  return rows.map(({ account, currency, minor }) => ({ account, currency, minor: wholeNumber(minor) }))
}
