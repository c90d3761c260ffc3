import type { BookingId, HostId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { pieces } from '../platform/pieces.ts'
import { account } from './accounts.ts'
import { sumsByOtherSide } from './store.ts'

/**
 * What has moved through bookings' accounts, in minor units of their currency, net of what was undone.
 * charged − refunded + goodwill = hostFees + guestFees + tax + host + held, always.
 */
export type BookingMoney = Readonly<{
  charged: number
  refunded: number
  guestFees: number
  hostFees: number
  tax: number
  /** What the host is owed of it. */
  host: number
  /** What the market has added of its own. */
  goodwill: number
  /** Nobody's yet: not earned, or on its way back to the guest. */
  held: number
}>

export const noMoney: BookingMoney = { charged: 0, refunded: 0, guestFees: 0, hostFees: 0, tax: 0, host: 0, goodwill: 0, held: 0 }

/** For many bookings of one host, two queries for every 128. A booking has one currency, its listing's. */
export async function moneyOfBookings(db: Db | Tx, hostId: HostId, ids: readonly BookingId[]): Promise<Map<BookingId, BookingMoney>> {
  const known: Readonly<Record<string, 'host' | 'guestFees' | 'hostFees' | 'tax'>> = {
    [account.host(hostId)]: 'host',
    [account.guestFees]: 'guestFees',
    [account.hostFees]: 'hostFees',
    [account.tax]: 'tax',
  }
  const found = new Map<BookingId, BookingMoney>()
  for (const some of pieces(ids)) {
    const accounts = some.map(account.booking)
    const [into, outOf] = [await sumsByOtherSide(db, 'credit', accounts), await sumsByOtherSide(db, 'debit', accounts)]
    for (const id of some) {
      const mine = (rows: typeof into) => rows.filter((row) => row.account === account.booking(id))
      const money = { ...noMoney }
      for (const { other, amount } of mine(into)) {
        const party = known[other]
        money.held += amount.minor
        if (other === account.goodwill) money.goodwill += amount.minor
        else if (other === account.provider) money.charged += amount.minor
        else if (party) money[party] -= amount.minor
      }
      for (const { other, amount } of mine(outOf)) {
        const party = known[other]
        money.held -= amount.minor
        // A lost dispute is money that has gone back to the guest too, through their bank.
        if (other === account.goodwill) money.goodwill -= amount.minor
        else if (other === account.provider || other === account.disputes) money.refunded += amount.minor
        else if (party) money[party] += amount.minor
      }
      found.set(id, money)
    }
  }
  return found
}

export const addMoney = (a: BookingMoney, b: BookingMoney): BookingMoney => ({
  charged: a.charged + b.charged,
  refunded: a.refunded + b.refunded,
  guestFees: a.guestFees + b.guestFees,
  hostFees: a.hostFees + b.hostFees,
  tax: a.tax + b.tax,
  host: a.host + b.host,
  goodwill: a.goodwill + b.goodwill,
  held: a.held + b.held,
})
