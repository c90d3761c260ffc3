import assert from 'node:assert/strict'
import { addDays, calendarDate, daysBetween } from '../../src/kernel/calendar-date.ts'
import { account } from '../../src/ledger/accounts.ts'
import { allPostings, entriesOf } from '../../src/ledger/store.ts'
import type { Market, Person } from '../market.ts'
import { payOnPage } from '../sandbox-guest.ts'

/** Everybody wants two to five nights of the same fortnight, all at the same moment; the winners pay. */
export async function race(market: Market, guests: readonly Person[], listingId: string, { pay = true } = {}): Promise<void> {
  const first = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 60)
  const asked = guests.map((guest, index) => {
    const checkIn = addDays(first, (index * 7) % 14)
    return { guest, stay: { listingId, checkIn, checkOut: addDays(checkIn, 2 + (index % 4)), adults: 2 } }
  })
  const quotes = new Map<number, { total: object }>()
  for (const { guest, stay } of asked.slice(0, 4)) {
    const quote = await guest.call('POST', '/api/v1/quotes', stay)
    quotes.set(daysBetween(stay.checkIn, stay.checkOut), quote.body)
  }
  const answers = await Promise.all(
    asked.map(async ({ guest, stay }) => {
      const expectedTotal = quotes.get(daysBetween(stay.checkIn, stay.checkOut))?.total
      return guest.call('POST', '/api/v1/bookings', { ...stay, expectedTotal }, `race-${listingId}`)
    }),
  )
  const won = answers.filter((answer) => answer.status === 201)
  const lost = answers.filter((answer) => answer.status !== 201)
  assert.ok(won.length > 0, JSON.stringify(lost[0]))
  for (const answer of lost) assert.deepEqual([answer.status, answer.body.code], [409, 'nights_taken'], JSON.stringify(answer.body))
  if (pay) for (const { body } of won) await payWhoWon(market, guests, body)
}

async function payWhoWon(market: Market, guests: readonly Person[], made: { id: string; payment: { url: string | null } }): Promise<void> {
  const row = await market.deps.db
    .selectFrom('booking')
    .select('guest_id')
    .where('id', '=', made.id as never)
    .executeTakeFirstOrThrow()
  const guest = guests.find(({ userId }) => userId === row.guest_id)
  const url = made.payment.url ?? (await guest?.call('GET', `/api/v1/bookings/${made.id}`))?.body.payment.url
  assert.ok(typeof url === 'string', 'the payment page is open')
  const paid = await payOnPage(url)
  assert.equal(paid.status, 303)
}

/** Every booking that was paid is confirmed; nothing hangs. */
export async function settled({ deps: { db } }: Market): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const open = await db.selectFrom('booking').select('id').where('state', '=', 'pending_payment').execute()
    if (open.length === 0) return
    assert.ok(Date.now() < deadline, `${open.length} bookings were paid and not confirmed`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The ledger sums to zero; what the provider holds is what confirmed guests were charged, and nobody else was charged. */
export async function moneyIsWhole({ deps: { db } }: Market): Promise<void> {
  const postings = await allPostings(db)
  const balances = new Map<string, number>()
  for (const { debit, credit, minor } of postings) {
    balances.set(debit, (balances.get(debit) ?? 0) - minor)
    balances.set(credit, (balances.get(credit) ?? 0) + minor)
  }
  assert.equal(
    [...balances.values()].reduce((sum, minor) => sum + minor, 0),
    0,
  )
  const confirmed = await db.selectFrom('booking').select(['id', 'total_minor']).where('state', '=', 'confirmed').execute()
  assert.ok(confirmed.length > 3)
  const total = confirmed.reduce((sum, booking) => sum + booking.total_minor, 0)
  // What the provider keeps for itself is learned some seconds later.
  assert.equal((balances.get(account.provider) ?? 0) + (balances.get(account.providerFees) ?? 0), -total)
  for (const { id } of confirmed) {
    assert.equal(balances.get(`booking:${id}`), 0, 'all of it was earned by somebody')
    assert.ok((await entriesOf(db, id)).length > 0)
  }
  const payments = await db.selectFrom('payment').select(['state', 'booking_id']).execute()
  for (const payment of payments) assert.equal(payment.state, 'succeeded', 'nobody was asked to pay for a lost stay')
}
