import { dayMs, later, type Instant } from '../../src/kernel/clock.ts'
import type { BookingId, HostId } from '../../src/kernel/ids.ts'
import type { Db } from '../../src/platform/db.ts'

const clearing = 'provider:clearing'

/**
 * The money of hosts: what the provider has sent on, by its own records, against what we have written down and booked, booking
 * by booking; and what a host is owed that should have gone to them by `now`. Bookings of one currency.
 */
export async function wrongPayouts(db: Db, now: Instant): Promise<string[]> {
  return [...(await wrongTransfers(db)), ...(await wrongDebts(db, now)), ...(await wrongAccounts(db))]
}

/** By booking: what has gone to its host less what has come back, and how many times money went. */
type Sent = Readonly<{ net: number; times: number }>

async function wrongTransfers(db: Db): Promise<string[]> {
  const [provider, rows, ledger] = [await sentByProvider(db), await sentByRows(db), await sentByLedger(db)]
  const ids = new Set([...provider.keys(), ...rows.keys(), ...ledger.keys()])
  const told = (sums: ReadonlyMap<string, Sent>, id: string) => JSON.stringify(sums.get(id) ?? { net: 0, times: 0 })
  return [...ids].flatMap((id) => {
    const [sent, written, booked] = [told(provider, id), told(rows, id), told(ledger, id)]
    if (sent === written && sent === booked) return []
    return [`${id}: the provider has sent ${sent} to its host, written down are ${written}, in the ledger ${booked}`]
  })
}

function sumUp(moves: readonly Readonly<{ bookingId: string; minor: number }>[]): Map<string, Sent> {
  const sums = new Map<string, Sent>()
  for (const { bookingId, minor } of moves) {
    const { net, times } = sums.get(bookingId) ?? { net: 0, times: 0 }
    sums.set(bookingId, { net: net + minor, times: minor > 0 ? times + 1 : times })
  }
  return sums
}

async function sentByProvider(db: Db): Promise<Map<string, Sent>> {
  type Transfer = { amount: number; metadata: { booking_id: string }; reversals: readonly { amount: number }[] }
  const rows = await db.selectFrom('sandbox_object').select('body').where('kind', '=', 'transfer').execute()
  const moves = rows.flatMap(({ body }) => {
    const { amount, metadata, reversals } = JSON.parse(body) as Transfer
    return [amount, ...reversals.map((reversal) => -reversal.amount)].map((minor) => ({ bookingId: metadata.booking_id, minor }))
  })
  return sumUp(moves)
}

async function sentByRows(db: Db): Promise<Map<string, Sent>> {
  const sent = (table: 'host_transfer' | 'transfer_reversal') =>
    db.selectFrom(table).select(['booking_id as bookingId', 'amount_minor as minor']).where('state', '=', 'sent').execute()
  const back = await sent('transfer_reversal')
  return sumUp([...(await sent('host_transfer')), ...back.map(({ bookingId, minor }) => ({ bookingId, minor: -minor }))])
}

async function sentByLedger(db: Db): Promise<Map<string, Sent>> {
  const moves = (await hostPostings(db)).filter(({ debit, credit }) => [debit, credit].includes(clearing))
  return sumUp(
    moves.map(({ booking_id, credit, minor }) => ({ bookingId: String(booking_id), minor: credit === clearing ? minor : -minor })),
  )
}

/** What moves a host's own account. */
async function hostPostings(db: Db) {
  const rows = await db
    .selectFrom('ledger_entry')
    .innerJoin('ledger_posting', 'ledger_posting.entry_id', 'ledger_entry.id')
    .select(['booking_id', 'debit', 'credit', 'minor'])
    .execute()
  return rows.filter(({ debit, credit }) => debit.startsWith('host:') || credit.startsWith('host:'))
}

/** Nobody has had more than they have earned, and whose account is ready has had all that was due. */
async function wrongDebts(db: Db, now: Instant): Promise<string[]> {
  const owed = new Map<string, number>()
  for (const { booking_id, debit, minor } of await hostPostings(db)) {
    const id = String(booking_id)
    owed.set(id, (owed.get(id) ?? 0) + (debit.startsWith('host:') ? -minor : minor))
  }
  const due = await dueBookings(db, now)
  return [...owed].flatMap(([id, minor]) => {
    if (minor < 0) return [`${id}: its host has had ${-minor} too much`]
    return minor > 0 && due.has(id as BookingId) ? [`${id}: its host was not sent the ${minor} that are due`] : []
  })
}

/** A day after arrival, or at the departure if that is later, whether or not anybody has planned to send it. */
async function dueBookings(db: Db, now: Instant): Promise<Set<BookingId>> {
  const stays = await db
    .selectFrom('booking')
    .innerJoin('payout_account', 'payout_account.host_id', 'booking.host_id')
    .select('booking.id')
    .where('standing', '=', 'ready')
    .where('check_in_at', '<=', later(now, -dayMs))
    .where('check_out_at', '<=', now)
    .execute()
  const disputed = new Set((await db.selectFrom('dispute').select('booking_id').execute()).map((dispute) => dispute.booking_id))
  return new Set(stays.map(({ id }) => id).filter((id) => !disputed.has(id)))
}

/** What the provider has in each host's name is what the ledger says: nothing went to a bank that was not booked, or was booked twice. */
async function wrongAccounts(db: Db): Promise<string[]> {
  type Account = { metadata: { host_id: HostId }; balances: Record<string, number> }
  const rows = await db.selectFrom('sandbox_object').select('body').where('kind', '=', 'account').execute()
  const postings = await db.selectFrom('ledger_posting').select(['debit', 'credit', 'minor']).execute()
  return rows.flatMap(({ body }) => {
    const { metadata, balances } = JSON.parse(body) as Account
    const name = `connected:${metadata.host_id}`
    const booked = postings.reduce((sum, { debit, credit, minor }) => sum + (credit === name ? minor : debit === name ? -minor : 0), 0)
    const there = Object.values(balances).reduce((sum, minor) => sum + minor, 0)
    return booked === there ? [] : [`the provider has ${there} in the name of ${metadata.host_id}, the ledger says ${booked}`]
  })
}
