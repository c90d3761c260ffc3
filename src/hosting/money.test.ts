import assert from 'node:assert/strict'
import { inEachTown } from '../../test/desk-world.ts'
import type { World } from '../../test/world.ts'
import { earned, sharesOf } from '../bookings/booking-postings.ts'
import { findBooking, insertBooking } from '../bookings/store.ts'
import type { BookingId } from '../kernel/ids.ts'
import { account } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import { write } from '../platform/db.ts'

type Amount = { minor: number; currency: string }
type Sum = 'charged' | 'refunded' | 'guestFees' | 'hostFees' | 'tax' | 'held' | 'owed' | 'earned' | 'coming'
type Month = { month: string; bookings: number } & Record<Sum, Amount>
type Money = { year: number; months: Month[]; owed: Amount[] }

const moneyOf = async ({ as, ana }: World, year: number): Promise<Money> => {
  const reply = await as(ana).get(`/hosting/money?year=${year}`)
  assert.equal(reply.statusCode, 200, reply.payload)
  return reply.json<Money>()
}

const sum = (months: readonly Month[], of: Sum) => months.reduce((total, month) => total + month[of].minor, 0)

/** Every account of the market against the months of all years, to the cent. */
async function equalsLedger(world: World, years: readonly number[]): Promise<Month[]> {
  const months = (await Promise.all(years.map((year) => moneyOf(world, year)))).flatMap((found) => found.months)
  const { balance, ana } = world
  assert.equal(sum(months, 'owed'), (await balance(account.host(ana.hostId ?? assert.fail()))).minor)
  assert.equal(sum(months, 'guestFees'), (await balance(account.guestFees)).minor)
  assert.equal(sum(months, 'hostFees'), (await balance(account.hostFees)).minor)
  assert.equal(sum(months, 'tax'), (await balance(account.tax)).minor)
  assert.equal(sum(months, 'charged') - sum(months, 'refunded'), -(await balance(account.provider)).minor)
  for (const month of months) {
    const { charged, refunded, guestFees, hostFees, tax, owed, held, earned, coming } = month
    const parts = guestFees.minor + hostFees.minor + tax.minor + owed.minor + held.minor
    assert.equal(charged.minor - refunded.minor, parts, JSON.stringify(month))
    assert.equal(earned.minor + coming.minor, owed.minor)
  }
  return months
}

inEachTown('the money of a host is the ledger to the cent: paid, called off by either side, late and never paid', async (world) => {
  const { as, ana, ben, lakeside, confirmed, book, settle, clock } = world
  const stay = (checkIn: string, checkOut: string) => ({ listingId: lakeside, checkIn, checkOut })
  const [early, other] = [await confirmed(ben, stay('2030-06-04', '2030-06-07')), await confirmed(ben, stay('2030-07-01', '2030-07-03'))]
  const third = await confirmed(await world.newGuest('Cem'), stay('2030-07-10', '2030-07-12'))
  await confirmed(await world.newGuest('Dov'), stay('2031-01-02', '2031-01-09'))
  assert.equal((await book(await world.newGuest('Fay'), stay('2030-08-01', '2030-08-03'))).statusCode, 201)
  await equalsLedger(world, [2030, 2031])

  assert.equal((await as(ben).post(`/bookings/${other.id}/cancellation`, {}, 'ben-goes')).statusCode, 200)
  const justCalledOff = await equalsLedger(world, [2030, 2031])
  await settle()
  const settled = await equalsLedger(world, [2030, 2031])
  assert.ok(sum(justCalledOff, 'held') >= sum(settled, 'held'))
  assert.equal((await as(ana).post(`/bookings/${third.id}/cancellation`, {}, 'ana-goes')).statusCode, 200)
  await settle()

  clock.set('2030-06-04T16:00:00Z')
  const months = await equalsLedger(world, [2030, 2031])
  assert.deepEqual(
    months.map(({ month, bookings }) => [month, bookings]),
    [
      ['2030-06-01', 1],
      ['2030-07-01', 2],
      ['2031-01-01', 1],
    ],
    'what was never paid is in no month',
  )
  const [june, july, january] = months
  assert.ok(june && july && january && early.id)
  assert.deepEqual([june.earned.minor, june.coming.minor], [32_786, 0], 'the guest has arrived')
  assert.deepEqual([january.earned.minor, january.coming.minor > 0], [0, true])
  assert.deepEqual([july.owed.minor, july.refunded.minor], [0, july.charged.minor], 'both were called off in time')
})

inEachTown('seven hundred bookings are read in pages and none is counted twice', async (world) => {
  const { deps, ben, lakeside } = world
  const made = await world.confirmed(ben, { listingId: lakeside, checkIn: '2030-09-01', checkOut: '2030-09-02' })
  const one = await findBooking(deps.db, made.id as BookingId)
  assert.ok(one)
  await write(deps.db, async (tx) => {
    for (let index = 0; index < 700; index++) {
      const booking = { ...one, id: deps.ids.next<'booking'>() }
      const { total } = one.snapshot.quote
      await insertBooking(tx, booking)
      await post(tx, deps, {
        fact: `charge:${booking.id}`,
        reason: 'charge',
        bookingId: booking.id,
        postings: [{ debit: account.provider, credit: account.booking(booking.id), amount: total }],
      })
      const postings = earned(booking, sharesOf(booking.snapshot.quote))
      await post(tx, deps, { fact: `earn:${booking.id}`, reason: 'earn', bookingId: booking.id, postings })
    }
  })
  const [september] = await equalsLedger(world, [2030])
  assert.equal(september?.bookings, 701)
})
