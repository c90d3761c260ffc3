import { money, percentOf, subtract, zero, type BasisPoints, type Money } from '../kernel/money.ts'
import type { Line, LineCode, Quote } from '../pricing/quote.ts'
import type { Shares } from './booking-postings.ts'
import { billLess, type Given } from './given-back.ts'

/** What stays with the host when a booking ends early. */
export type Kept = Readonly<{
  /** The first nights of the stay, paid for in full: those slept, and those the policy adds. */
  nightsInFull: number
  /** Of the discounted price of all later nights. */
  restBp: BasisPoints
  /** How many nights have begun. From the first on, cleaning, extra guests and pets are not given back. */
  nightsStayed: number
}>

export type Refund = Readonly<{
  total: Money
  /** Per kind of line, the nights net of their discount. Their refunds add up to `total`. */
  lines: readonly Readonly<{ code: LineCode; paid: Money; refund: Money }>[]
  /** Who gives how much of it. With `market`, they add up to `total`. */
  shares: Shares
  /** What the market adds of its own; below zero: what it has back of what it added before. */
  market: Money
  /** The same, to be remembered. */
  given: Given
}>

export const nothingKept: Kept = { nightsInFull: 0, restBp: 0, nightsStayed: 0 }

/** What comes back of what is left, once something has been given back before: the guest's side of it, and the earners'. */
export function refundOfRest(quote: Quote, before: Given, kept: Kept): Refund {
  const [toGuest, byEarners] = [refundOf(billLess(quote, before.toGuest), kept), refundOf(billLess(quote, before.byEarners), kept)]
  return {
    ...toGuest,
    shares: byEarners.shares,
    market: subtract(toGuest.total, byEarners.total),
    given: { toGuest: toGuest.given.toGuest, byEarners: byEarners.given.byEarners },
  }
}

/**
 * What the guest gets back. The nights by the policy; cleaning, extra guests and pets in full before arrival; both fees in
 * proportion to what is given back of the subtotal; taxes follow what they were taken of. Each amount is cut once, to the
 * nearest unit, so that what is kept and what is given back add up to what was paid.
 */
export function refundOf(quote: Quote, kept: Kept): Refund {
  const { currency } = quote.total
  const paid = paidByCode(quote)
  const keptNights = keptOfNights(quote, paid.nights ?? 0, kept)
  const back: Partial<Record<LineCode, number>> = { nights: (paid.nights ?? 0) - keptNights }
  for (const code of extras) back[code] = kept.nightsStayed > 0 ? 0 : (paid[code] ?? 0)

  const subtotal = total(paid, subtotalCodes)
  const subtotalBack = total(back, subtotalCodes)
  const inProportion = (amount: number) => part(amount, subtotalBack, subtotal)
  back.guest_fee = inProportion(paid.guest_fee ?? 0)
  back.tax = taxBack(quote, { paid, back, kept })
  const hostFee = inProportion(-(paid.host_fee ?? 0))

  const codes = [...subtotalCodes, 'guest_fee', 'tax'] as const
  const lines = codes
    .filter((code) => paid[code] !== undefined)
    .map((code) => ({ code, paid: money(paid[code] ?? 0, currency), refund: money(back[code] ?? 0, currency) }))
  const { nights = 0, cleaning = 0, extra_guests = 0, pets = 0, guest_fee, tax } = back
  const toGuest = { nights, cleaning, extra_guests, pets, guest_fee, tax }
  return {
    market: zero(currency),
    given: { toGuest, byEarners: { ...toGuest, host_fee: hostFee } },
    total: money(total(back, codes), currency),
    lines,
    shares: {
      host: money(subtotalBack - hostFee, currency),
      hostFee: money(hostFee, currency),
      guestFee: money(back.guest_fee, currency),
      tax: money(back.tax, currency),
    },
  }
}

type Amounts = Partial<Record<LineCode, number>>

const extras = ['cleaning', 'extra_guests', 'pets'] as const
const subtotalCodes = ['nights', ...extras] as const

const total = (amounts: Amounts, codes: readonly LineCode[]) => codes.reduce((sum, code) => sum + (amounts[code] ?? 0), 0)

/** Discounts are part of the nights that they were given on. */
function paidByCode(quote: Quote): Amounts {
  const paid: Amounts = {}
  for (const line of quote.lines) {
    const code = line.code === 'weekly_discount' || line.code === 'monthly_discount' ? 'nights' : line.code
    paid[code] = (paid[code] ?? 0) + line.amount.minor
  }
  return paid
}

/** Each night weighs what it cost, so a discount is spread over the nights as their prices are. */
function keptOfNights(quote: Quote, nightsMinor: number, { nightsInFull, restBp }: Kept): number {
  const rates = String(lineOf(quote, 'nights')?.values.rates ?? '')
    .split(' ')
    .map(Number)
  const inFull = rates.slice(0, nightsInFull).reduce((sum, rate) => sum + rate, 0)
  const all = rates.reduce((sum, rate) => sum + rate, 0)
  const keptInFull = part(nightsMinor, inFull, all)
  return keptInFull + percentOf(nightsMinor - keptInFull, restBp)
}

/** A percentage goes back with its lines; an amount a night for the nights not slept; an amount a stay unless it began. */
function taxBack(quote: Quote, { paid, back, kept }: { paid: Amounts; back: Amounts; kept: Kept }): number {
  const tax = lineOf(quote, 'tax')
  if (!tax) return 0
  const { kind, base, nights } = tax.values
  const { minor } = tax.amount
  if (kind === 'percent') {
    const codes = String(base).split(' ') as LineCode[]
    return part(minor, total(back, codes), total(paid, codes))
  }
  if (kind === 'per_stay') return kept.nightsStayed > 0 ? 0 : minor
  const counted = Number(nights)
  return part(minor, counted - Math.min(kept.nightsStayed, counted), counted)
}

const lineOf = (quote: Quote, code: LineCode): Line | undefined => quote.lines.find((line) => line.code === code)

/** `amount × share ÷ whole`, to the nearest unit, half up. Of a whole of nothing, everything. */
export function part(amount: number, share: number, whole: number): number {
  if (whole === 0) return amount
  return Number((2n * BigInt(amount) * BigInt(share) + BigInt(whole)) / (2n * BigInt(whole)))
}
