import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newTown, stay, type Town } from '../../test/town.ts'
import type { Booking } from './booking.ts'
import { cancelBooking } from './cancel-booking.ts'
import { passTime } from './pass-time.ts'

const threeNights = stay('2027-07-02', '2027-07-05')
/** In Lisbon it is summer, one hour ahead of UTC: in from 16:00, out by 10:00. */
const [arrival, departure] = ['2027-07-02T15:00:00.000Z', '2027-07-05T09:00:00.000Z']
const justBefore = (iso: string) => new Date(Date.parse(iso) - 1).toISOString()

const asGuest = ({ id, guestId }: Booking) => ({ bookingId: id, person: { userId: guestId, hostId: null }, expectedRefund: undefined })
const callOff = (town: Town, booking: Booking) => cancelBooking(town, asGuest(booking), async () => {})
const events = async ({ db }: Town, type: string) => (await db.selectFrom('outbox').select('id').where('type', '=', type).execute()).length

forEachDatabase('a stay begins and is over by the clocks of the place, each told of once', async (_t, db) => {
  const town = await newTown(db)
  const { id } = await town.confirmed(town.newGuest(), threeNights)
  const seen: unknown[] = []
  for (const at of [justBefore(arrival), arrival, justBefore(departure), departure, '2027-08-01T00:00:00Z']) {
    town.set(at)
    await town.settle()
    seen.push((await town.state(id))?.name)
  }
  assert.deepEqual(seen, ['confirmed', 'in_stay', 'in_stay', 'completed', 'completed'])
  const state = await town.state(id)
  assert.ok(state?.name === 'completed')
  assert.equal(new Date(state.completedAt).toISOString(), departure)
  assert.deepEqual([await events(town, 'booking.stay_begun'), await events(town, 'booking.completed')], [1, 1])
})

forEachDatabase('a stay whose jobs come late is over all the same, and nothing moves before its time', async (_t, db) => {
  const town = await newTown(db)
  const { id } = await town.confirmed(town.newGuest(), threeNights)
  await passTime(town, { bookingId: id })
  assert.equal((await town.state(id))?.name, 'confirmed')
  town.set('2027-09-01T00:00:00Z')
  await passTime(town, { bookingId: id })
  assert.equal((await town.state(id))?.name, 'completed')
  assert.equal(await events(town, 'booking.stay_begun'), 0)
})

forEachDatabase('what was called off stays called off when its days come', async (_t, db) => {
  const town = await newTown(db)
  const booking = await town.confirmed(town.newGuest(), threeNights)
  assert.ok((await callOff(town, booking)).ok)
  town.set('2027-09-01T00:00:00Z')
  await town.settle()
  assert.equal((await town.state(booking.id))?.name, 'cancelled')
  assert.equal(await events(town, 'booking.completed'), 0)
})

forEachDatabase('a guest may leave early and call the rest off; once the stay is over nobody may', async (_t, db) => {
  const town = await newTown(db)
  const [first, second] = [
    await town.confirmed(town.newGuest(), threeNights),
    await town.confirmed(town.newGuest(), stay('2027-07-10', '2027-07-12')),
  ]
  town.set('2027-07-03T12:00:00Z')
  await town.settle()
  assert.equal((await town.state(first.id))?.name, 'in_stay')
  assert.ok((await callOff(town, first)).ok)
  town.set('2027-07-12T09:00:00Z')
  assert.deepEqual(await callOff(town, second), { ok: false, error: { code: 'booking_not_cancellable', state: 'over' } })
  await town.settle()
  assert.deepEqual(await callOff(town, second), { ok: false, error: { code: 'booking_not_cancellable', state: 'completed' } })
})

forEachDatabase('arriving and calling off at the same moment: one of them waits for the other, and neither is lost', async (_t, db) => {
  const town = await newTown(db)
  for (let round = 0; round < 12; round++) {
    const booking = await town.confirmed(town.newGuest(), stay(`2027-07-${10 + round}`, `2027-07-${11 + round}`))
    town.set(`2027-07-${10 + round}T15:00:00Z`)
    const [off, arrived] = await Promise.allSettled([callOff(town, booking), passTime(town, { bookingId: booking.id })])
    assert.ok(off.status === 'fulfilled')
    const state = (await town.state(booking.id))?.name
    // Whoever read the booking before the other wrote it writes nothing: the guest is told so, the job runs again.
    if (off.value.ok) assert.equal(state, 'cancelled')
    else assert.deepEqual([off.value.error.code, state, arrived.status], ['booking_changed', 'in_stay', 'fulfilled'])
    town.set('2027-06-01T12:00:00Z')
  }
})
