import type { BookingId } from '../kernel/ids.ts'
import type { Currency, Money } from '../kernel/money.ts'
import { add, subtract, zero } from '../kernel/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import { entriesOf, sumOf } from './store.ts'

/** What the market owes to `account`: credits less debits, in `currency`. Negative when the account owes the market. */
export async function balanceOf(db: Db | Tx, account: string, currency: Currency): Promise<Money> {
  return (await balancesOf(db, account)).find((balance) => balance.currency === currency) ?? zero(currency)
}

/** What the market owes to `account` in each currency that has ever moved there, in order of their codes. */
export async function balancesOf(db: Db | Tx, account: string): Promise<Money[]> {
  return net(await sumOf(db, 'credit', account), await sumOf(db, 'debit', account))
}

/** Credits less debits in each currency that either has, in order of their codes. */
export function net(credits: readonly Money[], debits: readonly Money[]): Money[] {
  const currencies = [...new Set([...credits, ...debits].map(({ currency }) => currency))].toSorted()
  const of = (sums: readonly Money[], currency: Currency) => sums.filter((sum) => sum.currency === currency).reduce(add, zero(currency))
  return currencies.map((currency) => subtract(of(credits, currency), of(debits, currency)))
}

/** The part of an account's balance that comes of one booking's entries: what the market owes to `account` for that booking. */
export async function balanceForBooking(
  db: Db | Tx,
  account: string,
  { bookingId, currency }: { bookingId: BookingId; currency: Currency },
): Promise<Money> {
  const postings = (await entriesOf(db, bookingId)).filter(({ amount }) => amount.currency === currency)
  const side = (name: 'credit' | 'debit') => postings.filter((posting) => posting[name] === account).map(({ amount }) => amount)
  return subtract(side('credit').reduce(add, zero(currency)), side('debit').reduce(add, zero(currency)))
}
