import { arrivalsOfHost } from '../bookings/hosts-bookings.ts'
import { calendarDate, type CalendarDate } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { HostId } from '../kernel/ids.ts'
import { money, type Currency, type Money } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { balancesOf } from '../ledger/balance.ts'
import { addMoney, moneyOfBookings, noMoney, type BookingMoney } from '../ledger/booking-money.ts'
import type { Db } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { monthOf } from './months.ts'

/** What the bookings that begin in one month have moved, in one currency. `earned` and `coming` add up to `money.host`. */
export type MonthMoney = Readonly<{
  /** Its first day. */
  month: CalendarDate
  currency: Currency
  bookings: number
  money: BookingMoney
  /** Of guests who have arrived, and of bookings that were called off. */
  earned: number
  /** Of guests who are still to come. */
  coming: number
}>

export type HostMoney = Readonly<{ year: number; months: readonly MonthMoney[]; owed: readonly Money[] }>

/** A year of a host's money by month of arrival, out of the ledger alone; `owed` is all that the market owes them, of all years. */
export async function viewMoney({ db, clock }: Pick<Deps, 'db' | 'clock'>, hostId: HostId, year: number): Promise<HostMoney> {
  const days = { from: calendarDate(`${year}-01-01`), until: calendarDate(`${year + 1}-01-01`) }
  return { year, months: await monthsOf(db, hostId, days, clock.now()), owed: await balancesOf(db, account.host(hostId)) }
}

/** What the host gets of the stays that begin on these days, in each currency. */
export async function owedFor({ db, clock }: Pick<Deps, 'db' | 'clock'>, hostId: HostId, days: Days): Promise<Money[]> {
  const months = await monthsOf(db, hostId, days, clock.now())
  return months.map(({ money: { host }, currency }) => money(host, currency))
}

type Days = Readonly<{ from: CalendarDate; until: CalendarDate }>

async function monthsOf(db: Db, hostId: HostId, days: Days, now: Instant): Promise<MonthMoney[]> {
  const months = new Map<string, MonthMoney>()
  for await (const arrivals of arrivalsOfHost(db, hostId, days)) {
    const moved = await moneyOfBookings(
      db,
      hostId,
      arrivals.map(({ id }) => id),
    )
    for (const { id, checkIn, checkInAt, currency } of arrivals) {
      const found = moved.get(id) ?? noMoney
      // A hold that came to nothing has moved nothing and is no booking to speak of.
      if (found.charged === 0) continue
      const key = `${monthOf(checkIn)} ${currency}`
      const before = months.get(key) ?? { month: monthOf(checkIn), currency, bookings: 0, money: noMoney, earned: 0, coming: 0 }
      const isComing = checkInAt > now
      months.set(key, {
        ...before,
        bookings: before.bookings + 1,
        money: addMoney(before.money, found),
        earned: before.earned + (isComing ? 0 : found.host),
        coming: before.coming + (isComing ? found.host : 0),
      })
    }
  }
  return [...months].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, month]) => month)
}
