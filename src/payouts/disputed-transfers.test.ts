import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newPayoutTown, type PayoutTown } from '../../test/payout-town.ts'
import type { Booking } from '../bookings/booking.ts'
import { instant } from '../kernel/clock.ts'
import { disputeIdOf } from '../payments/disputes/dispute.ts'
import { settleDispute } from '../payments/disputes/settle-dispute.ts'
import { paymentsOf } from '../payments/find-payment.ts'
import type { DisputeTruth } from '../payments/provider-records.ts'
import { payoutJobs, payoutSubscriptions } from './payout-jobs.ts'
import { settleBooking } from './settle-booking.ts'

const owed = 32_786
const due = '2027-07-13T09:00:00Z'

/** The guest's bank takes the whole payment back, and has decided or not. */
async function dispute({ deps }: PayoutTown, booking: Booking, providerId: string, status: DisputeTruth['status']): Promise<void> {
  const [payment] = await paymentsOf(deps.db, booking.id)
  assert.ok(payment?.state === 'succeeded')
  const { intentId, amount } = payment
  const reinstated = status === 'won' ? amount : null
  const openedAt = instant('2027-07-01T00:00:00Z')
  await settleDispute(deps, { providerId, intentId, amount, reason: 'fraudulent', withdrawn: amount, reinstated, status, openedAt })
}

forEachDatabase('money stays as long as one of two disputes is open', async (_, db) => {
  const town = await newPayoutTown(db)
  await town.connectAna()
  const booking = await town.stayOf()
  for (const id of ['dp_1', 'dp_2', 'dp_1']) await dispute(town, booking, id, 'open')
  await town.goTo('2027-07-20T00:00:00Z')
  assert.deepEqual(await town.transfers(booking.id), [])
  await dispute(town, booking, 'dp_1', 'won')
  await town.settle()
  assert.deepEqual(await town.transfers(booking.id), [])
  await dispute(town, booking, 'dp_2', 'won')
  await town.settle()
  assert.deepEqual(await town.transfers(booking.id), [`sent ${owed}`])
})

forEachDatabase('news of a dispute that come late and in any order keep no money back', async (_, db) => {
  const town = await newPayoutTown(db)
  await town.connectAna()
  const booking = await town.stayOf()
  await dispute(town, booking, 'dp_1', 'open')
  await dispute(town, booking, 'dp_1', 'won')
  await town.settle()
  const told = payoutSubscriptions.filter(({ type }) => type.startsWith('dispute.'))
  const handlers = payoutJobs(town.deps)
  for (const { job } of told.toReversed()) await handlers[job]?.({ bookingId: booking.id, disputeId: disputeIdOf('dp_1') })
  await town.goTo(due)
  assert.deepEqual(await town.transfers(booking.id), [`sent ${owed}`])
})

forEachDatabase('nothing of a lost payment goes to a host before it is settled who bears the loss', async (_, db) => {
  const town = await newPayoutTown(db)
  await town.connectAna()
  const booking = await town.stayOf()
  town.set(due)
  await dispute(town, booking, 'dp_1', 'open')
  await dispute(town, booking, 'dp_1', 'lost')
  await settleBooking(town.deps, { bookingId: booking.id })
  assert.deepEqual(await town.transfers(booking.id), [])
  await town.settle()
  assert.deepEqual(await town.transfers(booking.id), [])
  assert.deepEqual(await town.money(), { owed: 0, carried: 0, connected: 0 })
})
