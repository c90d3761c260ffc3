import assert from 'node:assert/strict'
import type { Instant } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import { entriesSince, postingsOf, selectEntry } from './store.ts'

/** What one entry did to one account: above zero when it was debited. */
export type Movement = Readonly<{ entryId: string; reason: string; bookingId: BookingId | null; postedAt: Instant; amount: Money }>

const pageMax = 500

type Entry = Awaited<ReturnType<typeof entriesSince>>[number]

/** Every movement of `account` posted at `from` or later (null: all), in pages of its entries, oldest first. */
export async function* movementsSince(db: Db, account: string, from: Instant | null): AsyncGenerator<Movement[]> {
  for (let after: { at: Instant; id: string } | null = null; ;) {
    const entries: Entry[] = await entriesSince(db, { from, after, limit: pageMax })
    yield await movementsIn(db, account, entries)
    const last = entries.at(-1)
    if (!last || entries.length < pageMax) return
    after = { at: last.posted_at, id: last.id }
  }
}

export async function movementOf(db: Db | Tx, account: string, entryId: string): Promise<Movement | undefined> {
  const entry = await selectEntry(db, entryId)
  return entry && (await movementsIn(db, account, [entry]))[0]
}

async function movementsIn(db: Db | Tx, account: string, entries: readonly Entry[]): Promise<Movement[]> {
  const found: Movement[] = []
  for (const some of pieces(entries)) {
    const postings = await postingsOf(
      db,
      some.map(({ id }) => id),
    )
    for (const { id, reason, booking_id: bookingId, posted_at: postedAt } of some) {
      const mine = postings.filter(({ entry_id, debit, credit }) => entry_id === id && (debit === account || credit === account))
      const [first] = mine
      if (!first) continue
      assert(
        mine.every(({ currency }) => currency === first.currency),
        `the entry ${id} moves ${account} in two currencies`,
      )
      const minor = mine.reduce((sum, posting) => sum + (posting.debit === account ? posting.minor : -posting.minor), 0)
      found.push({ entryId: id, reason, bookingId, postedAt, amount: money(minor, first.currency) })
    }
  }
  return found
}
