import { idFrom, newIds, type BookingId, type HostId } from '../../src/kernel/ids.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import type { Currency } from '../../src/kernel/money.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { account } from '../../src/ledger/accounts.ts'
import { deriveBalances } from '../../src/ledger/derive-balances.ts'
import { openDatabase, write, type Db } from '../../src/platform/db.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'

export type LedgerReport = Readonly<{ entries: number; postings: number; accounts: number; derivedMs: number; entriesPerS: number }>

const currency = 'EUR' as Currency
const hostCount = 1_000
/** Bookings in one transaction: their statements must not have more values than SQLite takes. */
const batch = 500

/** Writes a ledger of `entries` as bookings make them, one charge and one earning each, and derives every balance from it. */
export async function timeLedger(url: string, entries: number): Promise<LedgerReport> {
  const db = openDatabase(url)
  await migrateToLatest(db)
  const bookings = Math.ceil(entries / 2)
  await writeLedger(db, bookings)
  let accounts = 0
  let net = 0
  const began = performance.now()
  for await (const page of deriveBalances(db)) {
    accounts += page.length
    for (const { debits, credits } of page) net += debits - credits
  }
  const derivedMs = performance.now() - began
  await db.destroy()
  if (net !== 0 || accounts !== bookings + hostCount + 3) throw new Error(`${accounts} accounts, ${net} too much`)
  return { entries: bookings * 2, postings: bookings * 4, accounts, derivedMs, entriesPerS: (bookings * 2_000) / derivedMs }
}

async function writeLedger(db: Db, bookings: number): Promise<void> {
  const ids = newIds(systemClock, systemRandom)
  const hosts = Array.from({ length: hostCount }, () => account.host(ids.next<'host'>() as HostId))
  const posted_at = systemClock.now()
  for (let done = 0; done < bookings; done += batch) {
    const some = Array.from({ length: Math.min(batch, bookings - done) }, (_, index) => {
      const id = ids.next<'booking'>() as BookingId
      return { id, own: account.booking(id), host: hosts[(done + index) % hostCount] as string }
    })
    await write(db, async (tx) => {
      const entry = (fact: string, id: BookingId) => ({
        id: idFrom<'entry'>(`${fact}:${id}`),
        reason: fact,
        booking_id: id,
        input_hash: '',
        posted_at,
      })
      await tx
        .insertInto('ledger_entry')
        .values(some.flatMap(({ id }) => [entry('charge', id), entry('earn', id)]))
        .execute()
      const rows = some.flatMap(({ id, own, host }) => {
        const [charge, earn] = [idFrom<'entry'>(`charge:${id}`), idFrom<'entry'>(`earn:${id}`)]
        return [
          { entry_id: charge, line: 0, debit: account.provider, credit: own, minor: 24_752, currency },
          { entry_id: earn, line: 0, debit: own, credit: host, minor: 23_086, currency },
          { entry_id: earn, line: 1, debit: own, credit: account.hostFees, minor: 714, currency },
          { entry_id: earn, line: 2, debit: own, credit: account.guestFees, minor: 952, currency },
        ]
      })
      await tx.insertInto('ledger_posting').values(rows).execute()
    })
  }
}
