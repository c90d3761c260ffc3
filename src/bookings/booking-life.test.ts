import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { newTown, stay, twoAdults, type Town } from '../../test/town.ts'
import { blockNights } from '../calendar/block-nights.ts'
import { dayMs, minuteMs } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { balanceOf } from '../ledger/balance.ts'
import { write, type Db } from '../platform/db.ts'
import { confirmBooking } from './confirm-booking.ts'
import { freeUnpaidNights } from './expire-hold.ts'
import { offerStay } from './offer-stay.ts'

const eur = (minor: number) => money(minor, 'EUR' as Currency)
const threeNights = stay('2027-06-12', '2027-06-15')
/** 300.00 + 38.00, and 4 % on top. The host gives 3 % of 338.00. */
const totalMinor = 35_152
const payoutMinor = 32_786

const claims = (db: Db) => db.selectFrom('night_claim').select(['night', 'kind', 'claim_id']).orderBy('night').execute()

async function balances({ db, ana }: Town, id: BookingId) {
  const minor = async (name: string) => (await balanceOf(db, name, eur(0).currency)).minor
  return {
    provider: await minor(account.provider),
    booking: await minor(account.booking(id)),
    host: await minor(account.host(ana.hostId)),
    fees: (await minor(account.guestFees)) + (await minor(account.hostFees)),
  }
}

describe('a booking', () => {
  forEachDatabase('is held, paid and confirmed, and everybody is owed their part', async (_, db) => {
    const town = await newTown(db)
    const made = await town.book(town.newGuest(), threeNights)
    assert.ok(made.ok)
    const { id, state } = made.value.booking
    assert.equal(made.value.booking.snapshot.quote.total.minor, totalMinor)
    assert.deepEqual(
      (await claims(db)).map((claim) => [claim.night, claim.kind]),
      [
        ['2027-06-12', 'hold'],
        ['2027-06-13', 'hold'],
        ['2027-06-14', 'hold'],
      ],
    )
    await town.pay(state.paymentId)
    assert.deepEqual(await balances(town, id), { provider: -totalMinor, booking: totalMinor, host: 0, fees: 0 })
    await town.settle()
    assert.equal((await town.state(id))?.name, 'confirmed')
    assert.deepEqual(new Set((await claims(db)).map((claim) => claim.kind)), new Set(['booking']))
    assert.deepEqual(await balances(town, id), { provider: -totalMinor, booking: 0, host: payoutMinor, fees: totalMinor - payoutMinor })
  })

  forEachDatabase('that nobody pays frees its nights after 15 minutes, and not a moment before', async (_, db) => {
    const town = await newTown(db)
    const made = await town.book(town.newGuest(), threeNights)
    assert.ok(made.ok)
    town.pass(15 * minuteMs - 1)
    await town.settle()
    assert.equal((await claims(db)).length, 3)
    town.pass(1)
    await town.settle()
    assert.deepEqual(await claims(db), [])
    assert.equal((await town.state(made.value.booking.id))?.name, 'expired')
    assert.throws(() => town.provider.pay(made.value.booking.state.paymentId), /expired/, 'nobody can pay any more')
    assert.ok((await town.book(town.newGuest(), threeNights)).ok)
  })

  forEachDatabase('keeps its nights while the provider cannot say whether it was paid', async (_, db) => {
    const town = await newTown(db)
    const made = await town.book(town.newGuest(), threeNights)
    assert.ok(made.ok)
    town.provider.goDown('before_effect')
    town.pass(16 * minuteMs)
    await town.settle()
    assert.equal((await claims(db)).length, 3)
    town.provider.goDown(false)
    town.provider.pay(made.value.booking.state.paymentId)
    town.pass(dayMs)
    await town.settle()
    assert.equal((await town.state(made.value.booking.id))?.name, 'confirmed')
  })

  forEachDatabase('is opened once although the provider times out after it has acted', async (_, db) => {
    const town = await newTown(db)
    town.provider.goDown('after_effect')
    const made = await town.book(town.newGuest(), threeNights)
    assert.ok(made.ok)
    town.provider.goDown(false)
    town.pass(5 * minuteMs)
    await town.settle()
    await town.pay(made.value.booking.state.paymentId)
    await town.settle()
    assert.equal((await town.state(made.value.booking.id))?.name, 'confirmed')
  })

  forEachDatabase('asked for twice with one id is one booking', async (_, db) => {
    const town = await newTown(db)
    const [guest, bookingId] = [town.newGuest(), town.ids.next<'booking'>()]
    const first = await town.book(guest, threeNights, { bookingId })
    const second = await town.book(guest, threeNights, { bookingId })
    assert.ok(first.ok && second.ok)
    assert.equal(second.value.booking.state.paymentId, first.value.booking.state.paymentId)
    assert.equal((await claims(db)).length, 3)
    const other = await town.book(guest, stay('2027-07-01', '2027-07-02'), { bookingId })
    assert.deepEqual(other, { ok: false, error: { code: 'idempotency_key_reused' } }, 'another stay under the same id is another intention')
  })

  forEachDatabase('takes the unit that leaves no hole, and another when the first is full', async (_, db) => {
    const town = await newTown(db, { units: 2 })
    const first = await town.confirmed(town.newGuest(), stay('2027-06-10', '2027-06-12'))
    const beside = await town.book(town.newGuest(), threeNights)
    assert.ok(beside.ok)
    assert.equal(beside.value.booking.unitId, first.unitId, 'directly after the first stay')
    const other = await town.book(town.newGuest(), threeNights)
    assert.ok(other.ok)
    assert.notEqual(other.value.booking.unitId, first.unitId)
    assert.deepEqual(await town.book(town.newGuest(), threeNights), { ok: false, error: { code: 'nights_taken' } })
  })
})

describe('money that comes late', () => {
  forEachDatabase('takes the nights again when they are still free', async (_, db) => {
    const { town, booking } = await expiredThoughPaid(db)
    await town.settle()
    assert.equal((await town.state(booking.id))?.name, 'confirmed')
    assert.equal((await balances(town, booking.id)).host, payoutMinor)
    assert.equal(town.provider.refundedMinor(booking.state.paymentId), 0)
  })

  forEachDatabase('goes back in full when somebody else has them', async (_, db) => {
    const { town, booking } = await expiredThoughPaid(db)
    const winner = await town.book(town.newGuest(), stay('2027-06-14', '2027-06-16'))
    assert.ok(winner.ok)
    await town.settle()
    assert.equal((await town.state(booking.id))?.name, 'expired')
    assert.equal(town.provider.refundedMinor(booking.state.paymentId), totalMinor)
    assert.deepEqual(await balances(town, booking.id), { provider: 0, booking: 0, host: 0, fees: 0 })
  })

  forEachDatabase(
    'goes back once and for all: the job that runs again takes no nights for it, though they are free by then',
    async (_, db) => {
      const { town, booking } = await expiredThoughPaid(db)
      const winner = await town.book(town.newGuest(), stay('2027-06-14', '2027-06-16'))
      assert.ok(winner.ok)
      const { id: bookingId, snapshot, state } = booking
      const payment = { bookingId, paymentId: state.paymentId, amount: snapshot.quote.total }
      assert.equal(await confirmBooking(town, payment), 'refunded')
      // The job's process died before it could say that it was done, and the other guest gave up.
      const { paymentId } = winner.value.booking.state
      await freeUnpaidNights(town, { bookingId: winner.value.booking.id, paymentId })
      assert.equal(await confirmBooking(town, payment), 'refunded')
      await town.settle()
      assert.equal((await town.state(bookingId))?.name, 'expired')
      assert.deepEqual(await claims(db), [])
      assert.deepEqual(await balances(town, bookingId), { provider: 0, booking: 0, host: 0, fees: 0 })
    },
  )

  forEachDatabase('goes back in full when the day of arrival is over, though nobody else has the nights', async (_, db) => {
    const { town, booking } = await expiredThoughPaid(db)
    town.set('2027-06-12T23:00:00Z') // midnight in Lisbon
    await town.settle()
    assert.equal((await town.state(booking.id))?.name, 'expired')
    assert.deepEqual(await claims(db), [])
    assert.equal(town.provider.refundedMinor(booking.state.paymentId), totalMinor)
    assert.deepEqual(await balances(town, booking.id), { provider: 0, booking: 0, host: 0, fees: 0 })
  })

  forEachDatabase('takes free nights again up to the end of the day of arrival', async (_, db) => {
    const { town, booking } = await expiredThoughPaid(db)
    town.set('2027-06-12T22:59:59Z')
    await town.settle()
    assert.equal((await town.state(booking.id))?.name, 'in_stay')
  })

  /** Its hold has been ended by hand, as if the provider had said so, and then it turns out to be paid. */
  async function expiredThoughPaid(db: Db) {
    const town = await newTown(db)
    const made = await town.book(town.newGuest(), threeNights)
    assert.ok(made.ok)
    const { booking } = made.value
    await freeUnpaidNights(town, { bookingId: booking.id, paymentId: booking.state.paymentId })
    await town.pay(booking.state.paymentId)
    return { town, booking }
  }
})

describe('calling off', () => {
  forEachDatabase('in time brings everything back, frees the nights and leaves nobody owed', async (_, db) => {
    const town = await newTown(db)
    const guest = town.newGuest()
    const booking = await town.confirmed(guest, threeNights)
    town.set('2027-06-11T15:00:00Z')
    const done = await town.cancel(booking.id, { userId: guest, hostId: null })
    assert.ok(done.ok)
    assert.equal(town.provider.refundedMinor(booking.state.paymentId), totalMinor)
    assert.deepEqual(await claims(db), [])
    assert.deepEqual(await balances(town, booking.id), { provider: 0, booking: 0, host: 0, fees: 0 })
  })

  forEachDatabase('late leaves the host a night and the market its part of the fees', async (_, db) => {
    const town = await newTown(db)
    const guest = town.newGuest()
    const booking = await town.confirmed(guest, threeNights)
    town.set('2027-06-11T15:00:01Z')
    await town.cancel(booking.id, { userId: guest, hostId: null })
    const back = 23_800 + 952
    const after = await balances(town, booking.id)
    assert.equal(town.provider.refundedMinor(booking.state.paymentId), back)
    assert.equal(after.provider, back - totalMinor)
    assert.equal(after.booking, 0)
    assert.equal(after.host + after.fees, totalMinor - back)
    assert.equal(after.host, 10_000 - 300)
  })

  forEachDatabase('by the host brings everything back and keeps the nights off the market', async (_, db) => {
    const town = await newTown(db)
    const booking = await town.confirmed(town.newGuest(), threeNights)
    town.set('2027-06-12T20:00:00Z')
    assert.ok((await town.cancel(booking.id, town.ana)).ok)
    assert.equal(town.provider.refundedMinor(booking.state.paymentId), totalMinor)
    assert.deepEqual(new Set((await claims(db)).map((claim) => claim.kind)), new Set(['block']))
  })

  forEachDatabase('ten times at once happens once', async (_, db) => {
    const town = await newTown(db)
    const guest = town.newGuest()
    const booking = await town.confirmed(guest, threeNights)
    const tries = await Promise.all(Array.from({ length: 10 }, () => town.cancel(booking.id, { userId: guest, hostId: null })))
    assert.equal(tries.filter((done) => done.ok).length, 1)
    for (const done of tries) assert.ok(done.ok || ['booking_not_cancellable', 'booking_changed'].includes(done.error.code))
    assert.equal(town.provider.refundedMinor(booking.state.paymentId), totalMinor)
  })

  forEachDatabase('is refused to a stranger, before payment, twice, and after the stay', async (_, db) => {
    const town = await newTown(db)
    const guest = town.newGuest()
    const own = { userId: guest, hostId: null }
    const booking = await town.confirmed(guest, threeNights)
    const refusal = async (id: BookingId, person: Parameters<Town['cancel']>[1]) => {
      const done = await town.cancel(id, person)
      return done.ok ? 'done' : done.error.code
    }
    assert.equal(await refusal(booking.id, { userId: town.newGuest(), hostId: town.ids.next() }), 'booking_not_found')
    assert.equal(await refusal(town.ids.next(), own), 'booking_not_found')
    const held = await town.book(guest, stay('2027-07-01', '2027-07-03'))
    assert.ok(held.ok)
    assert.equal(await refusal(held.value.booking.id, own), 'booking_not_cancellable')
    const next = await town.confirmed(guest, stay('2027-06-15', '2027-06-16'))
    town.set('2027-06-15T08:59:59Z')
    assert.equal(await refusal(booking.id, own), 'done')
    assert.equal(await refusal(booking.id, own), 'booking_not_cancellable')
    town.set('2027-06-16T09:00:00Z') // 10:00 in Lisbon: check-out
    assert.equal(await refusal(next.id, own), 'booking_not_cancellable')
  })
})

describe('limits and conditions', () => {
  forEachDatabase('a guest holds two stays at most, even when asking five times at once', async (_, db) => {
    const town = await newTown(db, { units: 5 })
    const guest = town.newGuest()
    await town.book(guest, stay('2027-09-01', '2027-09-02'))
    town.pass(15 * minuteMs)
    await town.settle()
    // Nights apart, so that the tries meet nowhere but at the guest's own row.
    const stays = [1, 2, 3, 4, 5].map((month) => stay(`2028-0${month}-01`, `2028-0${month}-03`))
    const tries = await Promise.all(stays.map((when) => town.book(guest, when)))
    assert.equal(tries.filter((made) => made.ok).length, 2)
    for (const made of tries) assert.ok(made.ok || made.error.code === 'too_many_holds')
  })

  forEachDatabase('ten holds a day, whatever became of them', async (_, db) => {
    const town = await newTown(db)
    const guest = town.newGuest()
    for (let count = 0; count < 10; count++) {
      assert.ok((await town.book(guest, threeNights)).ok)
      town.pass(15 * minuteMs)
      await town.settle()
    }
    const eleventh = await town.book(guest, threeNights)
    assert.equal(eleventh.ok ? '' : eleventh.error.code, 'too_many_holds')
    town.pass(dayMs)
    assert.ok((await town.book(guest, threeNights)).ok)
  })

  forEachDatabase('what is refused, and by which word', async (_, db) => {
    const town = await newTown(db)
    const guest = { userId: town.newGuest(), hostId: null, emailVerified: true, name: '', phone: '', note: '' }
    const code = async (over: Parameters<Town['book']>[2]) => {
      const made = await town.book(guest.userId, threeNights, over)
      return made.ok ? 'made' : made.error.code
    }
    assert.equal(await code({ guest: { ...guest, emailVerified: false } }), 'email_unverified')
    assert.equal(await code({ guest: { ...guest, hostId: town.ana.hostId } }), 'own_listing')
    assert.equal(await code({ listingId: town.ids.next() }), 'listing_not_found')
    assert.equal(await code({ expectedTotal: eur(totalMinor - 1) }), 'price_changed')
    assert.equal(await code({ expectedTotal: money(totalMinor, 'SGD' as Currency) }), 'currency_mismatch')
    assert.equal(await code({ stay: stay('2027-05-30', '2027-06-03') }), 'dates_past')
    assert.equal(await code({ guests: { adults: 5, children: 0, infants: 0, pets: 0 } }), 'too_many_guests')
    assert.equal(await code({ guests: { adults: 1, children: 0, infants: 0, pets: 1 } }), 'too_many_pets')
    assert.equal((await claims(db)).length, 0)
    assert.equal(await code({}), 'made')
  })

  forEachDatabase('a listing without a price, or whose price comes to nothing, is not on offer', async (_, db) => {
    const town = await newTown(db)
    const offered = async () => {
      const offer = await offerStay(town, { listingId: town.lakeside, stay: threeNights, guests: twoAdults })
      return offer.ok ? 'offered' : offer.error.code
    }
    assert.equal(await offered(), 'offered')
    await write(db, (tx) => tx.updateTable('price_plan').set({ base_minor: 0, cleaning_minor: 0 }).execute())
    assert.equal(await offered(), 'not_priced')
    await write(db, (tx) => tx.deleteFrom('price_plan').execute())
    assert.equal(await offered(), 'not_priced')
  })

  forEachDatabase('nights that the host blocks cannot be booked', async (_, db) => {
    const town = await newTown(db)
    const unit = await db.selectFrom('unit').select('id').executeTakeFirstOrThrow()
    await write(db, (tx) => blockNights(tx, { unitId: unit.id, range: { from: threeNights.checkIn, until: threeNights.checkOut } }))
    assert.deepEqual(await town.book(town.newGuest(), threeNights), { ok: false, error: { code: 'nights_taken' } })
  })
})
