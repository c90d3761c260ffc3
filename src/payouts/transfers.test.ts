import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newPayoutTown } from '../../test/payout-town.ts'
import { stay } from '../../test/town.ts'
import { acceptAlteration } from '../bookings/accept-alteration.ts'
import { previewAlteration, proposeAlteration } from '../bookings/propose-alteration.ts'
import { dayMs } from '../kernel/clock.ts'
import { settleBooking } from './settle-booking.ts'

// Lakeside is in Lisbon, in summer an hour ahead of UTC; guests arrive at 16:00 and leave by 10:00.
const owed = 32_786

forEachDatabase('a first-time host is paid once the guest has left, and not a minute before', async (_, db) => {
  const { connectAna, stayOf, goTo, transfers, money, isTrue } = await newPayoutTown(db)
  await connectAna()
  const { id } = await stayOf()
  await goTo('2027-07-13T08:59:59Z')
  assert.deepEqual(await transfers(id), [])
  assert.deepEqual(await money(), { owed, carried: 0, connected: 0 })
  await goTo('2027-07-13T09:00:00Z')
  assert.deepEqual(await transfers(id), [`sent ${owed}`])
  assert.deepEqual(await money(), { owed: 0, carried: 0, connected: owed })
  await isTrue()
})

forEachDatabase('a host somebody has stayed with is paid a day after arrival', async (_, db) => {
  const { connectAna, stayOf, goTo, transfers } = await newPayoutTown(db)
  await connectAna()
  await stayOf('2027-06-20', '2027-06-21')
  const { id } = await stayOf()
  await goTo('2027-07-11T14:59:59Z')
  assert.deepEqual(await transfers(id), [])
  await goTo('2027-07-11T15:00:00Z')
  assert.deepEqual(await transfers(id), [`sent ${owed}`])
})

forEachDatabase('a first night alone waits the whole day all the same', async (_, db) => {
  const { connectAna, stayOf, goTo, transfers } = await newPayoutTown(db)
  await connectAna()
  const { id } = await stayOf('2027-07-10', '2027-07-11')
  await goTo('2027-07-11T14:59:59Z')
  assert.deepEqual(await transfers(id), [])
  await goTo('2027-07-11T15:00:00Z')
  assert.equal((await transfers(id)).length, 1)
})

forEachDatabase('the first guest to leave brings forward what waited for just that', async (_, db) => {
  const { connectAna, stayOf, goTo, transfers } = await newPayoutTown(db)
  await connectAna()
  const long = await stayOf('2027-07-10', '2027-07-25')
  await stayOf('2027-07-05', '2027-07-06')
  await goTo('2027-07-11T15:00:00Z')
  assert.equal((await transfers(long.id)).length, 1)
})

forEachDatabase('money waits for an account and goes by itself once it is ready', async (_, db) => {
  const { connectAna, stayOf, goTo, transfers, money } = await newPayoutTown(db)
  const { id } = await stayOf()
  await goTo('2027-07-20T00:00:00Z')
  assert.deepEqual(await transfers(id), [])
  await connectAna('needed')
  assert.deepEqual(await transfers(id), [])
  assert.deepEqual(await money(), { owed, carried: 0, connected: 0 })
  await connectAna()
  assert.deepEqual(await transfers(id), [`sent ${owed}`])
})

for (const how of ['before_effect', 'after_effect'] as const) {
  forEachDatabase(`a time-out ${how} sends the money once`, async (_, db) => {
    const { connectAna, stayOf, goTo, transfers, connect, isTrue, settle, pass } = await newPayoutTown(db)
    await connectAna()
    const { id } = await stayOf()
    connect.goDown(how)
    await goTo('2027-07-13T09:00:00Z')
    assert.deepEqual(await transfers(id), [`pending ${owed}`])
    connect.goDown(false)
    pass(2 * 60_000)
    await settle()
    assert.deepEqual(await transfers(id), [`sent ${owed}`])
    await isTrue()
  })
}

forEachDatabase('a transfer whose key the provider has forgotten is asked about, not sent again', async (_, db) => {
  const { connectAna, stayOf, goTo, connect, isTrue, pass, deps, accountId } = await newPayoutTown(db)
  await connectAna()
  const { id } = await stayOf()
  connect.goDown('after_effect')
  await goTo('2027-07-13T09:00:00Z')
  connect.goDown(false)
  connect.forgetKeys()
  pass(2 * dayMs)
  await settleBooking(deps, { bookingId: id })
  assert.equal(connect.inAccount(accountId), owed)
  await isTrue()
})

forEachDatabase('ten at once send one transfer and book it once', async (_, db) => {
  const { connectAna, stayOf, set, transfers, deps, money, isTrue } = await newPayoutTown(db)
  const { id } = await stayOf()
  await connectAna()
  set('2027-07-13T09:00:00Z')
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => settleBooking(deps, { bookingId: id })))
  assert.deepEqual(
    tries.filter(({ status }) => status === 'rejected'),
    [],
  )
  assert.deepEqual(await transfers(id), [`sent ${owed}`])
  assert.deepEqual(await money(), { owed: 0, carried: 0, connected: owed })
  await isTrue()
})

forEachDatabase('a refused transfer is decided anew later, under another name', async (_, db) => {
  const { connectAna, stayOf, goTo, connect, deps, transfers, money, isTrue } = await newPayoutTown(db)
  await connectAna()
  const { id } = await stayOf()
  connect.refuseTransfers(true)
  await goTo('2027-07-13T09:00:00Z')
  // Whoever looks meanwhile, such as the poller each hour, does not have it asked for again.
  await settleBooking(deps, { bookingId: id })
  await goTo('2027-07-13T14:00:00Z')
  await settleBooking(deps, { bookingId: id })
  assert.deepEqual(await transfers(id), [`refused ${owed}`])
  const looks = await db.selectFrom('job').select('id').where('kind', '=', 'payouts.settle').where('state', '<>', 'done').execute()
  assert.equal(looks.length, 1, 'one more look at it')
  assert.deepEqual(await money(), { owed, carried: 0, connected: 0 })
  connect.refuseTransfers(false)
  await goTo('2027-07-13T15:00:00Z')
  assert.deepEqual(await transfers(id), [`refused ${owed}`, `sent ${owed}`])
  await isTrue()
})

forEachDatabase('a stay called off in time pays nothing, one called off late pays what the host keeps', async (_, db) => {
  const { connectAna, goTo, transfers, money, cancel, newGuest, confirmed, isTrue } = await newPayoutTown(db)
  await connectAna()
  const [early, late] = [newGuest(), newGuest()]
  const inTime = await confirmed(early, stay('2027-07-10', '2027-07-13'))
  const tooLate = await confirmed(late, stay('2027-08-10', '2027-08-13'))
  assert.ok((await cancel(inTime.id, { userId: early, hostId: null })).ok)
  await goTo('2027-08-10T14:00:00Z')
  assert.ok((await cancel(tooLate.id, { userId: late, hostId: null })).ok)
  await goTo('2027-09-01T00:00:00Z')
  assert.deepEqual(await transfers(inTime.id), [])
  assert.deepEqual(await transfers(tooLate.id), ['sent 9700'], 'one night, less 3 %')
  assert.deepEqual(await money(), { owed: 0, carried: 0, connected: 9_700 })
  await isTrue()
})

forEachDatabase('a stay that becomes longer after its money has gone pays the rest as well', async (_, db) => {
  const { connectAna, stayOf, goTo, transfers, money, pay, settle, deps, hostId, isTrue } = await newPayoutTown(db)
  await connectAna()
  await stayOf('2027-06-20', '2027-06-21')
  const { id: bookingId, guestId, guests } = await stayOf()
  await goTo('2027-07-11T15:00:00Z')
  assert.deepEqual(await transfers(bookingId), [`sent ${owed}`])
  const asked = { bookingId, person: { userId: guestId, hostId: null }, stay: stay('2027-07-10', '2027-07-14'), guests }
  const offer = await previewAlteration(deps, asked)
  assert.ok(offer.ok)
  const { after, before } = offer.value
  const id = deps.ids.next<'alteration'>()
  assert.ok((await proposeAlteration(deps, { ...asked, id, expectedTotal: after.quote.total }, async () => {})).ok)
  const host = { userId: deps.ids.next<'user'>(), hostId }
  const yes = await acceptAlteration(deps, { bookingId, alterationId: id, person: host, returnUrl: 'https://town.test' }, async () => {})
  assert.ok(yes.ok && yes.value.alteration.state.name === 'awaiting_payment')
  await settle()
  await pay(yes.value.alteration.state.paymentId)
  await settle()
  const rest = after.quote.hostPayout.minor - before.quote.hostPayout.minor
  assert.deepEqual((await transfers(bookingId)).toSorted(), [`sent ${owed}`, `sent ${rest}`].toSorted())
  assert.equal((await money()).owed, 0)
  await isTrue()
})
