import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { forEachDatabase } from '../../test/databases.ts'
import { newTown, stay, type Town } from '../../test/town.ts'
import { hourMs, later } from '../kernel/clock.ts'
import type { UserId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { balanceOf } from '../ledger/balance.ts'
import { settlePayment } from '../payments/settle-payment.ts'
import type { Db } from '../platform/db.ts'
import { acceptRequest } from './accept-request.ts'
import { askHost } from './ask-host.ts'
import type { Booking, StateName } from './booking.ts'
import { confirmBooking } from './confirm-booking.ts'
import { declineRequest } from './decline-request.ts'
import { endRequest, freeVoidedNights } from './end-request.ts'
import { expireHold, freeUnpaidNights } from './expire-hold.ts'
import { withdrawRequest } from './withdraw-request.ts'

const totalMinor = 35_152
const eur = money(0, 'EUR' as Currency).currency
const rounds = 12

type Round = { town: Town; booking: Booking; guest: UserId }

/** So many requests, each for a unit of its own. */
async function newRounds(db: Db): Promise<{ town: Town; asked: Round[] }> {
  const town = await newTown(db, { units: rounds, instantBook: false })
  const asked: Round[] = []
  for (let count = 0; count < rounds; count++) {
    const guest = town.newGuest()
    asked.push({ town, booking: await town.confirmed(guest, stay('2027-06-12', '2027-06-15')), guest })
  }
  for (const { booking } of asked) assert.equal((await town.state(booking.id))?.name, 'requested')
  return { town, asked }
}

const unsealed = async () => {}
const actions = {
  accept: ({ town, booking }: Round) => acceptRequest(town, { bookingId: booking.id, person: town.ana }, unsealed),
  decline: ({ town, booking }: Round) => declineRequest(town, { bookingId: booking.id, person: town.ana }, unsealed),
  withdraw: ({ town, booking, guest }: Round) =>
    withdrawRequest(town, { bookingId: booking.id, person: { userId: guest, hostId: null } }, unsealed),
  expire: async ({ town, booking }: Round) => {
    // The job runs again when it meets somebody, as the worker lets it.
    for (let tries = 0; tries < 5; tries++) {
      try {
        return await endRequest(town, { bookingId: booking.id })
      } catch {
        await sleep(1)
      }
    }
    throw new Error('it met somebody five times')
  },
} as const
type Action = keyof typeof actions

/** Whatever happened: one outcome, its nights, its money, and the provider says the same. */
async function outcomeOf({ town, booking }: Round): Promise<StateName | undefined> {
  const { db, provider } = town
  const state = await town.state(booking.id)
  const { paymentId } = booking.state
  const taken = provider.takenMinor(paymentId) - provider.refundedMinor(paymentId)
  const isBooked = state?.name === 'confirmed'
  assert.equal(taken, isBooked ? totalMinor : 0, `${state?.name} and what the provider has taken`)
  const kinds = (await db.selectFrom('night_claim').select('kind').where('claim_id', '=', booking.id).execute()).map(({ kind }) => kind)
  assert.deepEqual(kinds, isBooked ? ['booking', 'booking', 'booking'] : [], `${state?.name} and its nights`)
  assert.equal((await balanceOf(db, account.booking(booking.id), eur)).minor, 0)
  return state?.name
}

const endOf: Readonly<Record<Action, StateName>> = { accept: 'confirmed', decline: 'declined', withdraw: 'cancelled', expire: 'expired' }

async function race(db: Db, pair: readonly [Action, Action], { timeIsUp = false } = {}) {
  const { town, asked } = await newRounds(db)
  if (timeIsUp) town.pass(24 * hourMs)
  await Promise.all(
    asked.flatMap((round, index) => {
      const [first, second] = index % 2 === 0 ? pair : [pair[1], pair[0]]
      return [actions[first](round), sleep(index % 3).then((): Promise<unknown> => actions[second](round))]
    }),
  )
  await town.settle()
  const ends = new Map<string, number>()
  for (const round of asked) {
    const end = (await outcomeOf(round)) ?? ''
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  for (const end of ends.keys())
    assert.ok(
      pair.some((action) => endOf[action] === end),
      `${end} is neither of ${pair.join(' and ')}`,
    )
  assert.equal(-(await balanceOf(db, account.provider, eur)).minor + 0, totalMinor * (ends.get('confirmed') ?? 0))
  return [...ends].map(([end, count]) => `${count} ${end}`).join(', ')
}

for (const pair of [
  ['accept', 'withdraw'],
  ['accept', 'decline'],
  ['accept', 'accept'],
  ['decline', 'withdraw'],
] as const satisfies readonly (readonly [Action, Action])[]) {
  forEachDatabase(`${pair.join(' and ')} at the same moment come to one of the two`, async (t, db) => {
    t.diagnostic(await race(db, pair))
  })
}

for (const pair of [
  ['decline', 'expire'],
  ['withdraw', 'expire'],
] as const satisfies readonly (readonly [Action, Action])[]) {
  forEachDatabase(`${pair.join(' and ')} at the same moment, once the time is up, come to one of the two`, async (t, db) => {
    t.diagnostic(await race(db, pair, { timeIsUp: true }))
  })
}

forEachDatabase('accepting in the last moment and the end of the time: one of the two', async (t, db) => {
  const { town, asked } = await newRounds(db)
  // A millisecond before the end for the host; the job finds it over.
  town.pass(24 * hourMs - 1)
  const last = town.clock.now()
  const inTime = { ...town, clock: { now: () => last } }
  const over = { ...town, clock: { now: () => later(last, 1) } }
  await Promise.all(
    asked.flatMap((round, index) => {
      const [hostMs, jobMs] = index % 2 === 0 ? [0, index % 3] : [index % 3, 0]
      const yes = sleep(hostMs).then((): Promise<unknown> => actions.accept({ ...round, town: inTime }))
      return [yes, sleep(jobMs).then(() => actions.expire({ ...round, town: over }))]
    }),
  )
  town.pass(1)
  await town.settle()
  const ends = await Promise.all(asked.map(outcomeOf))
  assert.ok(ends.every((end) => end === 'confirmed' || end === 'expired'))
  t.diagnostic(`${ends.filter((end) => end === 'confirmed').length} of ${rounds} were confirmed`)
})

forEachDatabase('a capture that succeeds though we never hear of it is a booking, paid once', async (_, db) => {
  const { town, asked } = await newRounds(db)
  const [round] = asked
  assert.ok(round)
  await actions.accept(round)
  town.provider.goDown('after_effect')
  await town.settle()
  assert.equal((await town.state(round.booking.id))?.name, 'accepting')
  town.provider.goDown(false)
  town.pass(hourMs)
  await town.settle()
  assert.equal(await outcomeOf(round), 'confirmed')
})

forEachDatabase('a capture that is refused frees the nights; one that lapsed before it was asked for too', async (_, db) => {
  const { town, asked } = await newRounds(db)
  const [refused, lapsed, unheard] = asked
  assert.ok(refused && lapsed && unheard)
  town.provider.refuseCaptures(true)
  await actions.accept(refused)
  await town.settle()
  town.provider.refuseCaptures(false)
  town.provider.lapse(lapsed.booking.state.paymentId)
  await actions.accept(lapsed)
  await town.settle()
  for (const round of [refused, lapsed]) {
    assert.equal(await outcomeOf(round), 'expired')
    const state = await town.state(round.booking.id)
    assert.equal(state?.name === 'expired' && state.why, 'not_captured')
  }
  assert.equal((await town.state(unheard.booking.id))?.name, 'requested')
})

forEachDatabase('money that is taken at the provider’s desk without a yes goes back, and the nights are free', async (_, db) => {
  const { town, asked } = await newRounds(db)
  const [open, declined] = asked
  assert.ok(open && declined)
  town.provider.captureByHand(open.booking.state.paymentId)
  await confirmBooking(town, await taken(town, open))
  await actions.decline(declined)
  town.provider.captureByHand(declined.booking.state.paymentId)
  await town.settle()
  await town.payments.check(open.booking.state.paymentId)
  await town.settle()
  assert.deepEqual([await outcomeOf(open), await outcomeOf(declined)], ['expired', 'declined'])
})

/** Settled from what the provider says, before anybody else hears of it. */
async function taken(town: Town, { booking }: Round) {
  const { paymentId } = booking.state
  await settlePayment(town, paymentId, await town.provider.readIntent(`pi_${paymentId}`))
  return { bookingId: booking.id, paymentId, amount: booking.snapshot.quote.total }
}

forEachDatabase('news in any order, and again, come to the same', async (_, db) => {
  const { town, asked } = await newRounds(db)
  const [late, over] = asked
  assert.ok(late && over)
  await actions.decline(late)
  await town.settle()
  const about = ({ booking }: Round) => ({ bookingId: booking.id, paymentId: booking.state.paymentId })
  await askHost(town, { ...about(late), captureBefore: town.clock.now() })
  await freeVoidedNights(town, about(late))
  await expireHold(town, { bookingId: late.booking.id })
  await endRequest(town, { bookingId: late.booking.id })
  await town.settle()
  assert.equal(await outcomeOf(late), 'declined')
  await actions.accept(over)
  await town.settle()
  await askHost(town, { ...about(over), captureBefore: town.clock.now() })
  await freeVoidedNights(town, about(over))
  await town.settle()
  assert.equal(await outcomeOf(over), 'confirmed')
})

forEachDatabase('who pays for a request after its hold has ended is not charged, and the host not asked', async (_, db) => {
  const town = await newTown(db, { instantBook: false })
  const made = await town.book(town.newGuest(), stay('2027-06-12', '2027-06-15'))
  assert.ok(made.ok)
  const { booking } = made.value
  await freeUnpaidNights(town, { bookingId: booking.id, paymentId: booking.state.paymentId })
  await town.pay(booking.state.paymentId)
  await town.settle()
  const round = { town, booking, guest: booking.guestId }
  assert.equal(await outcomeOf(round), 'expired')
  assert.equal((await town.provider.readIntent(`pi_${booking.state.paymentId}`)).status, 'voided')
})

/** Holds that their guests have paid for, each for a unit of its own, before we know of it. */
async function newHolds(db: Db, count: number): Promise<Round[]> {
  const town = await newTown(db, { units: count, instantBook: false })
  const held: Round[] = []
  for (let made = 0; made < count; made++) {
    const guest = town.newGuest()
    const hold = await town.book(guest, stay('2027-06-12', '2027-06-15'))
    assert.ok(hold.ok)
    town.provider.pay(hold.value.booking.state.paymentId)
    held.push({ town, booking: hold.value.booking, guest })
  }
  return held
}

forEachDatabase('who gives up a hold that their bank has already set money aside for has asked nobody, and pays nothing', async (_, db) => {
  const [round] = await newHolds(db, 1)
  assert.ok(round)
  const { town, booking } = round
  const givenUp = await actions.withdraw(round)
  assert.equal(givenUp.ok && givenUp.value.booking.state.name, 'pending_payment')
  await town.settle()
  assert.equal(await outcomeOf(round), 'expired')
  const state = await town.state(booking.id)
  assert.equal(state?.name === 'expired' && state.why, 'unpaid')
  assert.equal((await town.provider.readIntent(`pi_${booking.state.paymentId}`)).status, 'voided')
  const told = await db.selectFrom('job').select('kind').where('kind', 'like', 'bookings.tell_%').execute()
  assert.deepEqual(told, [])
})

forEachDatabase('giving up a hold in the moment in which its host is asked ends the one or the other', async (t, db) => {
  const held = await newHolds(db, rounds)
  const ask = async ({ town, booking }: Round) => {
    const { paymentId } = booking.state
    await askHost(town, { bookingId: booking.id, paymentId, captureBefore: later(town.clock.now(), 100 * hourMs) })
  }
  for (const { town, booking } of held) await town.payments.check(booking.state.paymentId)
  const withdrawals = await Promise.all(
    held.map(async (round, index) => {
      // Whoever meets the other is run again by the worker.
      const asked = sleep(index % 3).then(() => ask(round).catch(() => undefined))
      const withdrawn = await sleep(index % 2).then(() => actions.withdraw(round))
      return (await asked, withdrawn)
    }),
  )
  await held[0]?.town.settle()
  const ends = new Map<string, number>()
  for (const [index, round] of held.entries()) {
    const withdrawn = withdrawals[index]
    if (!withdrawn?.ok) {
      assert.equal(withdrawn?.error.code, 'booking_changed')
      assert.equal((await round.town.state(round.booking.id))?.name, 'requested')
      assert.ok((await actions.withdraw(round)).ok)
      await round.town.settle()
    }
    const end = (await outcomeOf(round)) ?? ''
    assert.ok(end === 'expired' || end === 'cancelled', end)
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  t.diagnostic([...ends].map(([end, count]) => `${count} ${end}`).join(', '))
})
