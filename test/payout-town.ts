import assert from 'node:assert/strict'
import type { BookingId, HostId } from '../src/kernel/ids.ts'
import type { Currency } from '../src/kernel/money.ts'
import { account } from '../src/ledger/accounts.ts'
import { balanceOf } from '../src/ledger/balance.ts'
import { allPostings } from '../src/ledger/store.ts'
import { checkAccount } from '../src/payouts/check-account.ts'
import { connectAccount } from '../src/payouts/connect-account.ts'
import { payoutJobs, payoutSubscriptions } from '../src/payouts/payout-jobs.ts'
import { selectReversals, selectTransfers } from '../src/payouts/transfer-store.ts'
import type { Db } from '../src/platform/db.ts'
import { newFakeConnect } from './fake-connect.ts'
import { newTown, stay } from './town.ts'

export type PayoutTown = Awaited<ReturnType<typeof newPayoutTown>>

/**
 * The small town below HTTP, with a provider in memory that pays its hosts. Ana is owed 327.86 for three nights: 338.00 less 3 %.
 */
export async function newPayoutTown(db: Db) {
  const connect = newFakeConnect()
  const town = await newTown(db, {
    also: (deps) => ({ handlers: payoutJobs({ ...deps, connect }), subscriptions: payoutSubscriptions }),
  })
  const { hostId } = town.ana
  const deps = { db, clock: town.clock, random: town.random, ids: town.ids, connect }
  const balance = async (of: string) => (await balanceOf(db, of, 'EUR' as Currency)).minor
  return {
    ...town,
    deps,
    connect,
    hostId,
    accountId: `acct_${hostId}`,
    /** Ana has an account; nothing goes there before it is `ready`. */
    connectAna: async (standing: 'needed' | 'ready' = 'ready') => {
      const request = {
        host: { hostId, name: 'Ana', email: 'ana@town.test' },
        country: 'PT',
        returnUrl: 'https://a',
        leaveUrl: 'https://b',
      }
      assert.ok((await connectAccount(deps, request)).ok)
      connect.set(`acct_${hostId}`, { standing, requirements: [] })
      await checkAccount(deps, { hostId })
      await town.settle()
    },
    /** Somebody stays from 10 to 13 July, or as said. */
    stayOf: (from = '2027-07-10', until = '2027-07-13') => town.confirmed(town.newGuest(), stay(from, until)),
    /** Now and everything that is due by then. */
    goTo: async (iso: string) => {
      town.set(iso)
      await town.settle()
    },
    transfers: async (bookingId: BookingId) =>
      (await selectTransfers(db, bookingId)).map(({ state, amount }) => `${state} ${amount.minor}`),
    reversals: async (bookingId: BookingId) =>
      (await selectReversals(db, bookingId)).map(({ state, amount }) => `${state} ${amount.minor}`),
    /** What the ledger says of the host: owed, carried, at the provider in their name. */
    money: async (of: HostId = hostId) => ({
      owed: await balance(account.host(of)),
      carried: await balance(account.carried(of)),
      connected: await balance(account.connected(of)),
    }),
    balance,
    /** What is at the provider is what the ledger says is there. */
    isTrue: async () => {
      assert.equal(await balance(account.connected(hostId)), connect.inAccount(`acct_${hostId}`))
      assert.equal(await balance(account.outside), -(await balance(account.connected(hostId))))
    },
    entries: async () => (await allPostings(db)).length,
  }
}
