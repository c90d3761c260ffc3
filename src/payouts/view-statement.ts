import { findBookings } from '../bookings/hosts-bookings.ts'
import type { Booking } from '../bookings/booking.ts'
import { instant, type Instant } from '../kernel/clock.ts'
import type { BookingId, HostId } from '../kernel/ids.ts'
import { add, sum, zero, type Currency, type Money } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import { historyOf, movedByEntry, type AccountChange, type AccountHistory } from '../ledger/account-history.ts'
import type { Deps } from '../platform/deps.ts'
import { selectBankPayouts, type BankPayout } from './bank-payout-store.ts'

export type LineKind = 'earned' | 'given_back' | 'transfer' | 'reversal' | 'carried' | 'set_off' | 'bank_payout' | 'bank_payout_back'

/** One entry of the ledger, and how it moves each of the host's three accounts. */
export type StatementLine = Readonly<{
  at: Instant
  kind: LineKind
  booking: Booking | null
  owed: Money
  carried: Money
  account: Money
  fee: Money
}>

type Balances = Readonly<{ opening: Money; closing: Money }>
export type CurrencyStatement = Readonly<{
  currency: Currency
  owed: Balances
  carried: Balances
  account: Balances
  lines: readonly StatementLine[]
}>
export type Statement = Readonly<{ month: string; currencies: readonly CurrencyStatement[]; payouts: readonly BankPayout[] }>

const payoutsMax = 1_000

/** A month of a host's money, out of the ledger alone: in each currency, what was there before and all lines make what is there after. */
export async function viewStatement({ db }: Pick<Deps, 'db'>, hostId: HostId, month: string): Promise<Statement> {
  const time = spanOf(month)
  const accounts = {
    owed: await historyOf(db, account.host(hostId), time),
    carried: await historyOf(db, account.carried(hostId), time),
    account: await historyOf(db, account.connected(hostId), time),
  }
  const all = Object.values(accounts)
  const moves = all.flatMap(({ changes }) => changes)
  const bookings = await findBookings(db, [...new Set(moves.flatMap(({ bookingId }) => bookingId ?? []))])
  const fees = await movedByEntry(db, account.hostFees, [...bookings.keys()])
  const currencies = [
    ...new Set(all.flatMap(({ opening, changes }) => [...opening, ...changes.map(({ amount }) => amount)].map((money) => money.currency))),
  ]
  return {
    month,
    currencies: currencies.toSorted().map((currency) => inCurrency(currency, { accounts, bookings, fees })),
    payouts: await selectBankPayouts(db, hostId, { ...time, limit: payoutsMax }),
  }
}

/** From its first moment up to, but without, the next one's, by UTC. */
function spanOf(month: string): { from: Instant; until: Instant } {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: instant(`${month}-01T00:00:00Z`), until: instant(`${next}-01T00:00:00Z`) }
}

type Accounts = Readonly<Record<'owed' | 'carried' | 'account', AccountHistory>>
type Sources = Readonly<{ accounts: Accounts; bookings: ReadonlyMap<BookingId, Booking>; fees: ReadonlyMap<string, Money> }>

function inCurrency(currency: Currency, { accounts, bookings, fees }: Sources): CurrencyStatement {
  const own = (changes: readonly AccountChange[]) => changes.filter(({ amount }) => amount.currency === currency)
  const balances = ({ opening, changes }: AccountHistory): Balances => {
    const before = opening.find((money) => money.currency === currency) ?? zero(currency)
    return { opening: before, closing: own(changes).reduce((total, { amount }) => add(total, amount), before) }
  }
  const { owed, carried, account: connected } = accounts
  const entries = Map.groupBy(own([...owed.changes, ...carried.changes, ...connected.changes]), ({ entryId }) => entryId)
  const movedIn = ({ changes }: AccountHistory) => {
    const byEntry = Map.groupBy(own(changes), ({ entryId }) => entryId)
    return (entryId: string) =>
      sum(
        (byEntry.get(entryId) ?? []).map(({ amount }) => amount),
        currency,
      )
  }
  const moved = { owed: movedIn(owed), carried: movedIn(carried), account: movedIn(connected) }
  const lines = [...entries].flatMap(([entryId, [first]]): StatementLine[] => {
    if (!first) return []
    const inOwed = moved.owed(entryId)
    return [
      {
        at: first.at,
        kind: kindOf(first.reason, inOwed),
        booking: (first.bookingId && bookings.get(first.bookingId)) ?? null,
        owed: inOwed,
        carried: moved.carried(entryId),
        account: moved.account(entryId),
        fee: fees.get(entryId) ?? zero(currency),
      },
    ]
  })
  return {
    currency,
    owed: balances(owed),
    carried: balances(carried),
    account: balances(connected),
    lines: lines.toSorted((a, b) => a.at - b.at),
  }
}

const ownReasons: Readonly<Record<string, LineKind>> = {
  transfer: 'transfer',
  reversal: 'reversal',
  carried: 'carried',
  set_off: 'set_off',
  bank_payout: 'bank_payout',
  bank_payout_back: 'bank_payout_back',
}

/** What bookings, refunds and disputes do is told by which way it moves. */
const kindOf = (reason: string, owed: Money): LineKind => ownReasons[reason] ?? (owed.minor >= 0 ? 'earned' : 'given_back')
