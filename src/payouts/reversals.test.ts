import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { newPayoutTown, type PayoutTown } from '../../test/payout-town.ts'
import { instant, later, dayMs } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { money, type Currency } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import { write } from '../platform/db.ts'
import { recordBankPayout } from './record-bank-payout.ts'
import { settleBooking } from './settle-booking.ts'
import { setOff } from './transfer-policy.ts'

const eur = (minor: number) => money(minor, 'EUR' as Currency)
const owed = 32_786

/** Ana has had the money of a stay, and some of it has to go back to the guest. */
async function paidOut(town: PayoutTown) {
  await town.connectAna()
  const { id } = await town.stayOf()
  await town.goTo('2027-07-13T09:00:00Z')
  assert.deepEqual(await town.transfers(id), [`sent ${owed}`])
  return id
}

/** What any refund after the stay does to the ledger: the host's share goes back into the booking's account. */
async function giveBack({ db, deps, hostId, settle }: PayoutTown, bookingId: BookingId, minor: number): Promise<void> {
  const postings = [{ debit: account.host(hostId), credit: account.booking(bookingId), amount: eur(minor) }]
  await write(db, (tx) => post(tx, deps, { fact: `give-back:${bookingId}:${minor}`, reason: 'refund', bookingId, postings }))
  await settleBooking(deps, { bookingId })
  await settle()
}

forEachDatabase("a refund after the transfer fetches the host's share back, once", async (_, db) => {
  const town = await newPayoutTown(db)
  const id = await paidOut(town)
  await giveBack(town, id, 10_000)
  await settleBooking(town.deps, { bookingId: id })
  assert.deepEqual(await town.reversals(id), ['sent 10000'])
  assert.deepEqual(await town.money(), { owed: 0, carried: 0, connected: owed - 10_000 })
  await town.isTrue()
})

forEachDatabase('ten at once fetch it back once', async (_, db) => {
  const town = await newPayoutTown(db)
  const id = await paidOut(town)
  const { deps, hostId } = town
  const postings = [{ debit: account.host(hostId), credit: account.booking(id), amount: eur(5_000) }]
  await write(db, (tx) => post(tx, deps, { fact: `give-back:${id}`, reason: 'refund', bookingId: id, postings }))
  await Promise.all(Array.from({ length: 10 }, () => settleBooking(deps, { bookingId: id })))
  assert.deepEqual(await town.reversals(id), ['sent 5000'])
  await town.isTrue()
})

forEachDatabase('a time-out after the effect fetches it back once, even when the key is forgotten', async (_, db) => {
  const town = await newPayoutTown(db)
  const id = await paidOut(town)
  town.connect.goDown('after_effect')
  await assert.rejects(giveBack(town, id, 10_000), /timed out/)
  assert.deepEqual(await town.reversals(id), ['pending 10000'])
  town.connect.goDown(false)
  town.connect.forgetKeys()
  town.pass(2 * dayMs)
  await town.settle()
  await settleBooking(town.deps, { bookingId: id })
  assert.deepEqual(await town.reversals(id), ['sent 10000'])
  await town.isTrue()
})

forEachDatabase(
  'what is with the bank already is carried, and the next transfers are smaller by it until it is made good',
  async (_, db) => {
    const town = await newPayoutTown(db)
    const { connect, accountId, transfers, reversals, money: moneyOf, stayOf, goTo, isTrue } = town
    const id = await paidOut(town)
    connect.leave(accountId, 0)
    await giveBack(town, id, 20_000)
    assert.deepEqual(await reversals(id), ['refused 20000'])
    assert.deepEqual(await moneyOf(), { owed: 0, carried: -20_000, connected: owed })
    await giveBack(town, id, 12_000)
    assert.deepEqual(await reversals(id), ['refused 20000'], 'it is not asked again')
    assert.deepEqual(await moneyOf(), { owed: 0, carried: -32_000, connected: owed })

    const next = await stayOf('2027-08-10', '2027-08-11')
    const [nextOwed] = [13_386]
    const last = await stayOf('2027-08-20', '2027-08-23')
    await goTo('2027-08-12T00:00:00Z')
    assert.deepEqual(await transfers(next.id), [], 'all of it makes good what was too much')
    assert.deepEqual(await moneyOf(), { owed, carried: -(32_000 - nextOwed), connected: owed })
    await goTo('2027-09-01T00:00:00Z')
    assert.deepEqual(await transfers(last.id), [`sent ${owed - (32_000 - nextOwed)}`])
    assert.equal((await moneyOf()).carried, 0)
    await isTrue()
  },
)

forEachDatabase('two stays whose money goes at the same moment do not make the same debt good twice', async (_, db) => {
  const town = await newPayoutTown(db)
  const { connect, accountId, deps, stayOf, set, isTrue } = town
  const id = await paidOut(town)
  connect.leave(accountId, 0)
  await giveBack(town, id, 10_000)
  const stays = [
    await stayOf('2027-08-10', '2027-08-13'),
    await stayOf('2027-08-13', '2027-08-16'),
    await stayOf('2027-08-16', '2027-08-19'),
  ]
  set('2027-09-01T00:00:00Z')
  await Promise.all(stays.map((booking) => settleBooking(deps, { bookingId: booking.id })))
  assert.deepEqual(await town.money(), { owed: 0, carried: 0, connected: owed + 3 * owed - 10_000 })
  await isTrue()
})

forEachDatabase('a refund that the bank sends back goes to the host again', async (_, db) => {
  const town = await newPayoutTown(db)
  const id = await paidOut(town)
  await giveBack(town, id, 10_000)
  const { deps, hostId } = town
  town.pass(1_000)
  const postings = [{ debit: account.booking(id), credit: account.host(hostId), amount: eur(10_000) }]
  await write(db, (tx) => post(tx, deps, { fact: `again:${id}`, reason: 'refund_failed', bookingId: id, postings }))
  await settleBooking(deps, { bookingId: id })
  assert.deepEqual(await town.transfers(id), [`sent ${owed}`, 'sent 10000'])
  await town.isTrue()
})

forEachDatabase('what goes to the bank is booked once, and what comes back from there is there again', async (_, db) => {
  const town = await newPayoutTown(db)
  await paidOut(town)
  const { connect, accountId, deps, hostId, balance } = town
  const sent = connect.payOut(accountId, { amount: eur(owed) })
  await Promise.all(Array.from({ length: 5 }, () => recordBankPayout(deps, hostId, sent)))
  assert.equal(await balance(account.connected(hostId)), 0)
  const paid = { ...sent, state: 'paid' as const }
  await recordBankPayout(deps, hostId, paid)
  const failed = { ...sent, state: 'failed' as const, failure: 'account_closed' }
  await recordBankPayout(deps, hostId, failed)
  await recordBankPayout(deps, hostId, paid)
  await recordBankPayout(deps, hostId, failed)
  assert.equal(await balance(account.connected(hostId)), owed)
  const told = await db.selectFrom('outbox').select('type').where('type', '=', 'bank_payout.failed').execute()
  assert.equal(told.length, 1)
})

forEachDatabase('news that come in any order end in the same', async (_, db) => {
  const town = await newPayoutTown(db)
  await paidOut(town)
  const { connect, accountId, deps, hostId, balance } = town
  const sent = connect.payOut(accountId, { amount: eur(owed) })
  await recordBankPayout(deps, hostId, { ...sent, state: 'failed', failure: 'account_closed' })
  await recordBankPayout(deps, hostId, { ...sent, arrivesAt: later(instant('2027-08-01T00:00:00Z'), 0) })
  assert.equal(await balance(account.connected(hostId)), owed)
})

test('what is set off and what is sent are all that is owed', () => {
  for (const [owes, offset] of [
    [0, 0],
    [1, 1],
    [99, 99],
    [100, 100],
    [101, 100],
  ] as const) {
    assert.deepEqual(setOff(eur(100), eur(owes)), { offset: eur(offset), sent: eur(100 - offset) })
  }
  assert.throws(() => setOff(eur(100), money(1, 'USD' as Currency)))
  assert.throws(() => setOff(eur(100), eur(-1)))
})
