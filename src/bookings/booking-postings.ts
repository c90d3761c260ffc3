import assert from 'node:assert/strict'
import type { BookingId, HostId } from '../kernel/ids.ts'
import { add, subtract, sum, type Money } from '../kernel/money.ts'
import { account } from '../ledger/accounts.ts'
import type { Posting } from '../ledger/post.ts'
import type { Line, Quote } from '../pricing/quote.ts'

/** How a sum that a guest pays or gets back is made up of what each party gets or gives. */
export type Shares = Readonly<{ host: Money; hostFee: Money; guestFee: Money; tax: Money }>

type Parties = Readonly<{ id: BookingId; hostId: HostId }>

/** The shares of a whole quote. They add up to its total. */
export function sharesOf(quote: Quote): Shares {
  const { currency } = quote.total
  const total = (code: Line['code']) =>
    sum(
      quote.lines.filter((line) => line.code === code).map((line) => line.amount),
      currency,
    )
  const shares = {
    host: quote.hostPayout,
    hostFee: subtract(sum([], currency), total('host_fee')),
    guestFee: total('guest_fee'),
    tax: total('tax'),
  }
  assert.deepEqual(sumOfShares(shares), quote.total, 'the shares of a quote add up to its total')
  return shares
}

export const sumOfShares = ({ host, hostFee, guestFee, tax }: Shares): Money => [host, hostFee, guestFee].reduce(add, tax)

/** On confirmation: what the guest has paid becomes what each party is owed. */
export const earned = ({ id, hostId }: Parties, shares: Shares): Posting[] => [
  { debit: account.booking(id), credit: account.host(hostId), amount: shares.host },
  { debit: account.booking(id), credit: account.hostFees, amount: shares.hostFee },
  { debit: account.booking(id), credit: account.guestFees, amount: shares.guestFee },
  { debit: account.booking(id), credit: account.tax, amount: shares.tax },
]

/** On alteration: what each party is owed more goes to it out of the booking, what it is owed less comes back into it. */
export function earnedBetween({ id, hostId }: Parties, before: Shares, after: Shares): Posting[] {
  const parties = [
    [account.host(hostId), 'host'],
    [account.hostFees, 'hostFee'],
    [account.guestFees, 'guestFee'],
    [account.tax, 'tax'],
  ] as const
  return parties.map(([party, share]) => {
    const more = subtract(after[share], before[share])
    if (more.minor >= 0) return { debit: account.booking(id), credit: party, amount: more }
    return { debit: party, credit: account.booking(id), amount: subtract(before[share], after[share]) }
  })
}
