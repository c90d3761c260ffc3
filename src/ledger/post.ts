import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { idFrom, type BookingId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import type { Tx } from '../platform/db.ts'
import type { TxDeps } from '../platform/deps.ts'
import { findEntryHash, insertEntry } from './store.ts'

/** Money that moves out of the balance of `debit` into the balance of `credit`. */
export type Posting = Readonly<{ debit: string; credit: string; amount: Money }>

/** A business fact in money. `fact` names it once and for all: 'charge:<payment>', 'cancel:<booking>'. */
export type Entry = Readonly<{ fact: string; reason: string; bookingId?: BookingId; postings: readonly Posting[] }>

/**
 * Appends one entry. The same fact again is a no-op; the same fact with other postings is a bug and throws.
 * Rows are never changed or deleted: an error is undone by `reversed`.
 */
export async function post(tx: Tx, { clock }: Pick<TxDeps, 'clock'>, entry: Entry): Promise<void> {
  const postings = entry.postings.filter(({ amount }) => amount.minor !== 0)
  for (const { debit, credit, amount } of postings) {
    assert(amount.minor > 0, 'a posting moves a positive amount; swap the accounts to go back')
    assert.notEqual(debit, credit)
  }
  const id = idFrom<'entry'>(entry.fact)
  const inputHash = createHash('sha256')
    .update(JSON.stringify([entry.reason, postings]))
    .digest('hex')
  const known = await findEntryHash(tx, id)
  if (known !== undefined) {
    assert.equal(known, inputHash, `ledger: the fact ${entry.fact} is booked already, differently`)
    return
  }
  await insertEntry(tx, { id, reason: entry.reason, bookingId: entry.bookingId, inputHash, postedAt: clock.now(), postings })
}

export const reversed = (postings: readonly Posting[]): Posting[] =>
  postings.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount })).toReversed()
