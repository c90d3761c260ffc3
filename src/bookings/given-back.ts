import { money, split, subtract, sum, zero, type Money } from '../kernel/money.ts'
import type { Line, LineCode, Quote } from '../pricing/quote.ts'

/** What a guest can be given back of, discounts being part of the nights. */
export const refundableCodes = ['nights', 'cleaning', 'extra_guests', 'pets', 'guest_fee', 'tax'] as const
export type RefundableCode = (typeof refundableCodes)[number]
/** The lines that the host earns, before their fee. */
export const hostCodes = ['nights', 'cleaning', 'extra_guests', 'pets'] as const

/** Minor units by line. */
export type Amounts = Readonly<Partial<Record<RefundableCode, number>>>

/**
 * What has been given back of a booking, from two sides: what the guest got of each line, and what those who had earned the
 * lines gave. They differ where the market gave of its own, or the host for others.
 */
export type Given = Readonly<{ toGuest: Amounts; byEarners: Amounts & { readonly host_fee?: number } }>

export const nothingGiven: Given = { toGuest: {}, byEarners: {} }

export const addGiven = (a: Given, b: Given): Given => ({
  toGuest: addAmounts(a.toGuest, b.toGuest),
  byEarners: { ...addAmounts(a.byEarners, b.byEarners), host_fee: (a.byEarners.host_fee ?? 0) + (b.byEarners.host_fee ?? 0) },
})

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const both: Partial<Record<RefundableCode, number>> = {}
  for (const code of refundableCodes) if ((a[code] ?? 0) + (b[code] ?? 0) > 0) both[code] = (a[code] ?? 0) + (b[code] ?? 0)
  return both
}

export const totalOf = (amounts: Amounts, codes: readonly RefundableCode[] = refundableCodes) =>
  codes.reduce((total, code) => total + (amounts[code] ?? 0), 0)

/** Over lines by what they come to, to the cent. */
export function spread(amount: Money, over: Amounts): Amounts {
  if (amount.minor === 0 || totalOf(over) === 0) return {}
  const weights = refundableCodes.map((code) => over[code] ?? 0)
  const parts = split(amount, weights)
  return Object.fromEntries(refundableCodes.map((code, index) => [code, parts[index]?.minor ?? 0]))
}

/**
 * The bill without what was given back of it: what comes back later is cut from the rest, as if it had cost that much less.
 * @throws when more was given of a line than it was.
 */
export function billLess(quote: Quote, given: Given['byEarners']): Quote {
  const { currency } = quote.total
  const off = (amount: Money, minor: number) => subtract(amount, money(minor, currency))
  const lines = quote.lines.map((line) => ({ ...line, amount: off(line.amount, givenOf(line, given)) }))
  return {
    total: off(quote.total, totalOf(given)),
    hostPayout: off(quote.hostPayout, totalOf(given, hostCodes) - (given.host_fee ?? 0)),
    lines,
  }
}

/** The host's fee stands in the bill with a minus: what the host has of it back makes it smaller. */
function givenOf({ code }: Line, given: Given['byEarners']): number {
  if (code === 'host_fee') return -(given.host_fee ?? 0)
  return isRefundable(code) ? (given[code] ?? 0) : 0
}

export const isRefundable = (code: LineCode): code is RefundableCode => refundableCodes.some((each) => each === code)

/** A bill by line, the nights net of their discount. */
export function amountsOf(quote: Quote): Amounts {
  const amounts: Partial<Record<RefundableCode, number>> = {}
  for (const { code, amount } of quote.lines) {
    const of = code === 'weekly_discount' || code === 'monthly_discount' ? 'nights' : code
    if (isRefundable(of)) amounts[of] = (amounts[of] ?? 0) + amount.minor
  }
  return amounts
}

/** What the host's fee comes to, above zero. */
export const hostFeeOf = ({ lines, total }: Quote): number =>
  subtract(
    zero(total.currency),
    sum(
      lines.filter(({ code }) => code === 'host_fee').map(({ amount }) => amount),
      total.currency,
    ),
  ).minor
