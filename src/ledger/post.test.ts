import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { systemClock } from '../kernel/clock.ts'
import { newIds, type BookingId, type HostId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { systemRandom } from '../kernel/random.ts'
import { write, type Db } from '../platform/db.ts'
import { isCheckFailure } from '../platform/db-errors.ts'
import { account } from './accounts.ts'
import { balanceOf } from './balance.ts'
import { guestMoneyOf } from './guest-money.ts'
import { post, reversed, type Posting } from './post.ts'
import { allPostings, entriesOf } from './store.ts'

const ids = newIds(systemClock, systemRandom)
const deps = { clock: systemClock }
const eur = (minor: number) => money(minor, 'EUR' as Currency)
const newBooking = () => ids.next<'booking'>() as BookingId
const charge = (id: BookingId, minor: number): Posting => ({ debit: account.provider, credit: account.booking(id), amount: eur(minor) })
const postCharge = (db: Db, id: BookingId, minor: number) =>
  write(db, (tx) => post(tx, deps, { fact: `charge:${id}`, reason: 'charge', bookingId: id, postings: [charge(id, minor)] }))

forEachDatabase('what is booked shows in both balances, and undone it is as if it had not been', async (_, db) => {
  const id = newBooking()
  const host = ids.next<'host'>() as HostId
  await postCharge(db, id, 42_400)
  const split: Posting[] = [
    { debit: account.booking(id), credit: account.host(host), amount: eur(40_000) },
    { debit: account.booking(id), credit: account.guestFees, amount: eur(2_400) },
    { debit: account.booking(id), credit: account.tax, amount: eur(0) },
  ]
  await write(db, (tx) => post(tx, deps, { fact: `earn:${id}`, reason: 'earn', bookingId: id, postings: split }))
  assert.deepEqual(await balanceOf(db, account.host(host), eur(0).currency), eur(40_000))
  assert.deepEqual(await balanceOf(db, account.booking(id), eur(0).currency), eur(0))
  assert.deepEqual(await balanceOf(db, account.provider, eur(0).currency), eur(-42_400))
  await write(db, (tx) => post(tx, deps, { fact: `undo:${id}`, reason: 'undo', bookingId: id, postings: reversed(split) }))
  assert.deepEqual(await balanceOf(db, account.host(host), eur(0).currency), eur(0))
  assert.deepEqual(await balanceOf(db, account.booking(id), eur(0).currency), eur(42_400))
  const entries = await entriesOf(db, id)
  assert.equal(entries.length, 5, 'a posting of nothing is not kept')
})

forEachDatabase('the same fact twice is one entry; the same fact with another sum is refused', async (_, db) => {
  const id = newBooking()
  await postCharge(db, id, 100)
  await postCharge(db, id, 100)
  assert.deepEqual(await balanceOf(db, account.booking(id), eur(0).currency), eur(100))
  await assert.rejects(postCharge(db, id, 101), /booked already, differently/)
  assert.equal((await allPostings(db)).length, 1)
})

forEachDatabase('twenty at once booking one fact leave one entry', async (_, db) => {
  const id = newBooking()
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => postCharge(db, id, 500)))
  assert.ok(tries.some((attempt) => attempt.status === 'fulfilled'))
  assert.deepEqual(await balanceOf(db, account.booking(id), eur(0).currency), eur(500))
  assert.equal((await allPostings(db)).length, 1)
})

forEachDatabase('the database itself refuses an amount of nothing, less than nothing, or from an account to itself', async (_, db) => {
  for (const row of [
    { debit: 'a', credit: 'b', minor: 0 },
    { debit: 'a', credit: 'b', minor: -5 },
    { debit: 'a', credit: 'a', minor: 5 },
  ]) {
    const insert = write(db, (tx) =>
      tx
        .insertInto('ledger_posting')
        .values({ entry_id: ids.next(), line: 0, currency: eur(0).currency, ...row })
        .execute(),
    )
    await assert.rejects(insert, isCheckFailure)
  }
})

forEachDatabase('what a guest paid and got back is told apart from what moved between the others', async (_, db) => {
  const [one, other] = [newBooking(), newBooking()]
  await postCharge(db, one, 1_000)
  await write(db, (tx) =>
    post(tx, deps, { fact: `refund:${one}`, reason: 'refund', bookingId: one, postings: reversed([charge(one, 300)]) }),
  )
  const found = await guestMoneyOf(db, [one, other])
  assert.deepEqual(found.get(one), { charged: eur(1_000), refunded: eur(300) })
  assert.deepEqual(found.get(other), { charged: undefined, refunded: undefined })
})

test('a posting that moves nothing forward does not get as far as the database', async () => {
  const untouched = undefined as never
  const entry = (postings: Posting[]) => post(untouched, deps, { fact: 'x', reason: 'x', postings })
  await assert.rejects(entry([{ debit: 'a', credit: 'b', amount: eur(-1) }]), /swap the accounts/)
  await assert.rejects(entry([{ debit: 'a', credit: 'a', amount: eur(1) }]))
})
