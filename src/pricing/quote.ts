import { firstEndingAfter } from '../calendar/day-spans.ts'
import { dayNumber, weekday, type DayNumber } from '../kernel/calendar-date.ts'
import { money, percentOf, type Currency, type Money } from '../kernel/money.ts'
import type { Stay } from '../kernel/stay.ts'
import type { TaxRule, TaxableLine, Terms } from './market-terms.ts'
import type { Override, PricePlan } from './price-plan.ts'

/** Who comes along. Infants cost nothing and fill no place. */
export type Guests = Readonly<{ adults: number; children: number; infants: number; pets: number }>

export type LineCode =
  | 'nights'
  | 'weekly_discount'
  | 'monthly_discount'
  | 'cleaning'
  | 'extra_guests'
  | 'pets'
  | 'guest_fee'
  | 'host_fee'
  | 'tax'

/** One line of a bill. Discounts and what is kept from the host are negative. */
export type Line = Readonly<{
  code: LineCode
  /** In English; clients translate by code and values. */
  label: string
  amount: Money
  /** Whose sum it is part of: what the guest pays, what the host gets. */
  includeFor: readonly ('guest' | 'host')[]
  values: Readonly<Record<string, string | number>>
}>

/** `total` is the sum of the guest's lines, `hostPayout` the sum of the host's. */
export type Quote = Readonly<{ total: Money; hostPayout: Money; lines: readonly Line[] }>

/** What a price depends on. `overrides` in order of date; those outside the stay do no harm. */
export type PriceRules = Readonly<{ plan: PricePlan; overrides: readonly Override[]; terms: Terms; currency: Currency }>

export const weeklyFromNights = 7
export const monthlyFromNights = 28

/**
 * What a stay costs and what the host gets for it, line by line. Whether the stay may be had at all (capacity, minimum
 * nights, free nights) is not asked here.
 *
 * Order of rules: each night (override, else weekend on Friday and Saturday, else base); one length-of-stay discount on
 * the nights; cleaning, extra guests and pets, which together with the nights are the subtotal; the guest's and the host's
 * fee, each on the subtotal; one tax. Every percentage is taken once of a whole sum and rounded half away from zero, so
 * that a bill has at most one rounding a line and its lines always add up. Lines of zero are left out, the nights never.
 */
export function priceStay({ stay, guests, ...rules }: PriceRules & { stay: Stay; guests: Guests }): Quote {
  return priceNights(rules, nightlyRates(rules, dayNumber(stay.checkIn), dayNumber(stay.checkOut)), guests)
}

/** The same for nights whose rates are known, one each, in order. */
export function priceNights(rules: PriceRules, rates: readonly number[], guests: Guests): Quote {
  const amounts = amountsOf(rules.plan, sumOf(rates), withTax({ ...rules, count: rates.length, guests }))
  const lines = linesOf(rules, rates, guests, amounts)
  const { currency } = rules
  return { total: money(guestTotal(amounts), currency), hostPayout: money(hostTotal(amounts), currency), lines }
}

/** The same rules for when only the total is asked, of many listings: `priceStay(…).total.minor`, without making lines. */
export function priceTotal(rules: PriceRules, fromDay: DayNumber, untilDay: DayNumber, guests: Guests): number {
  return newTotal({ ...rules, count: untilDay - fromDay, guests })(rules.plan, sumOf(nightlyRates(rules, fromDay, untilDay)))
}

/** What is the same for all homes that are asked for: who comes, for how many nights, on which terms. */
export type Charged = Readonly<{ terms: Terms; currency: Currency; count: number; guests: Guests }>

/** The same for many homes one after another. @returns a home's total, of what its nights come to before discounts, fees and taxes */
export function newTotal(charged: Charged): (plan: PricePlan, nightsMinor: number) => number {
  const taxed = withTax(charged)
  return (plan, nightsMinor) => guestTotal(amountsOf(plan, nightsMinor, taxed))
}

function sumOf(rates: readonly number[]): number {
  let sum = 0
  for (const rate of rates) sum += rate
  return sum
}

/** The price of each night from `fromDay` up to, but without, `untilDay`: before discounts, fees and taxes. */
export function nightlyRates(
  { plan, overrides }: Pick<PriceRules, 'plan' | 'overrides'>,
  fromDay: DayNumber,
  untilDay: DayNumber,
): number[] {
  const rates: number[] = []
  let next = firstEndingAfter(overrides, fromDay)
  for (let day = fromDay; day < untilDay; day++) {
    let override = overrides[next]
    while (override && override.untilDay <= day) override = overrides[++next]
    rates.push(override && override.fromDay <= day ? override.nightlyMinor : usualRate(plan, day))
  }
  return rates
}

const friday = 5
export const isWeekend = (day: DayNumber) => weekday(day) >= friday
const usualRate = (plan: PricePlan, day: DayNumber) => (isWeekend(day) ? (plan.weekendMinor ?? plan.baseMinor) : plan.baseMinor)

type Amounts = Record<'nights' | 'discount' | 'cleaning' | 'extraGuests' | 'pets' | 'guestFee' | 'hostFee' | 'tax', number>

/** Every rule, once. All amounts are ≥ 0: the discount and the host's fee are what is taken off. */
function amountsOf(plan: PricePlan, nights: number, { terms, count, guests, taxOn }: Charged & { taxOn: Tax }): Amounts {
  const discount = percentOf(nights, discountFor(plan, count).bp)
  const cleaning = plan.cleaningMinor
  const extraGuests = extraGuestCount(plan, guests) * plan.extraGuestMinor * count
  const pets = guests.pets * plan.petMinor
  const subtotal = nights - discount + cleaning + extraGuests + pets
  const guestFee = percentOf(subtotal, terms.guestFeeBp)
  const amounts = { nights, discount, cleaning, extraGuests, pets, guestFee, hostFee: percentOf(subtotal, terms.hostFeeBp), tax: 0 }
  amounts.tax = taxOn(amounts)
  return amounts
}

const hostSubtotal = ({ nights, discount, cleaning, extraGuests, pets }: Amounts) => nights - discount + cleaning + extraGuests + pets
const guestTotal = (amounts: Amounts) => hostSubtotal(amounts) + amounts.guestFee + amounts.tax
const hostTotal = (amounts: Amounts) => hostSubtotal(amounts) - amounts.hostFee

const extraGuestCount = (plan: PricePlan, { adults, children }: Guests) => Math.max(0, adults + children - plan.guestsIncluded)

/** One discount only, the longer one that the host has set: a month's stay gets the weekly one when there is no monthly. */
function discountFor(plan: PricePlan, nightCount: number): { code: 'weekly_discount' | 'monthly_discount'; bp: number } {
  if (nightCount >= monthlyFromNights && plan.monthlyDiscountBp > 0) return { code: 'monthly_discount', bp: plan.monthlyDiscountBp }
  return { code: 'weekly_discount', bp: nightCount >= weeklyFromNights ? plan.weeklyDiscountBp : 0 }
}

/** The tax on a stay of these amounts. */
type Tax = (amounts: Amounts) => number

const withTax = (charged: Charged): Charged & { taxOn: Tax } => ({ ...charged, taxOn: newTax(charged) })

function newTax({ terms: { tax: rule }, currency, count, guests }: Charged): Tax {
  if (rule.kind === 'none' || count >= (rule.exemptFromNights ?? Infinity)) return () => 0
  if (rule.kind === 'percent') {
    const { bp } = rule
    const share = (line: TaxableLine) => (rule.base.includes(line) ? 1 : 0)
    const on: Record<TaxableLine, number> = {
      nights: share('nights'),
      cleaning: share('cleaning'),
      extra_guests: share('extra_guests'),
      pets: share('pets'),
      guest_fee: share('guest_fee'),
    }
    return (a) => {
      const stay = (a.nights - a.discount) * on.nights + a.cleaning * on.cleaning
      return percentOf(stay + a.extraGuests * on.extra_guests + a.pets * on.pets + a.guestFee * on.guest_fee, bp)
    }
  }
  if (rule.currency !== currency) return () => 0
  const counted = Math.min(count, rule.capNights ?? Infinity)
  const heads = guests.adults + (rule.adultsOnly ? 0 : guests.children)
  const minor = rule.kind === 'per_stay' ? rule.minor : rule.minor * counted * (rule.kind === 'per_night' ? 1 : heads)
  return () => minor
}

const both = ['guest', 'host'] as const
const includeFor: Readonly<Record<LineCode, Line['includeFor']>> = {
  nights: both,
  weekly_discount: both,
  monthly_discount: both,
  cleaning: both,
  extra_guests: both,
  pets: both,
  guest_fee: ['guest'],
  host_fee: ['host'],
  tax: ['guest'],
}

const plural = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`

function linesOf({ plan, terms, currency }: PriceRules, rates: readonly number[], guests: Guests, amounts: Amounts): Line[] {
  const nightCount = rates.length
  const discount = discountFor(plan, nightCount)
  const length = discount.code === 'monthly_discount' ? 'Monthly' : 'Weekly'
  const extra = extraGuestCount(plan, guests)
  const all: [code: LineCode, label: string, minor: number, values: Line['values']][] = [
    // Every night's own rate, in order: what the bill shows and what leaving early refunds needs no second pricing.
    ['nights', plural(nightCount, 'night'), amounts.nights, { nights: nightCount, rates: rates.join(' ') }],
    [discount.code, `${length} discount, ${discount.bp / 100} %`, -amounts.discount, { bp: discount.bp }],
    ['cleaning', 'Cleaning', amounts.cleaning, {}],
    ['extra_guests', plural(extra, 'extra guest'), amounts.extraGuests, { guests: extra, nights: nightCount, rate: plan.extraGuestMinor }],
    ['pets', plural(guests.pets, 'pet'), amounts.pets, { pets: guests.pets, rate: plan.petMinor }],
    ['guest_fee', 'Service fee', amounts.guestFee, { bp: terms.guestFeeBp }],
    ['host_fee', 'Host service fee', -amounts.hostFee, { bp: terms.hostFeeBp }],
    ['tax', terms.tax.kind === 'none' ? '' : terms.tax.name, amounts.tax, taxValues(terms.tax, nightCount)],
  ]
  return all
    .filter(([code, , minor]) => code === 'nights' || minor !== 0)
    .map(([code, label, minor, values]) => ({ code, label, amount: money(minor, currency), includeFor: includeFor[code], values }))
}

function taxValues(tax: TaxRule, nightCount: number): Line['values'] {
  if (tax.kind === 'none') return {}
  const { name, kind } = tax
  if (tax.kind === 'percent') return { name, kind, bp: tax.bp, base: tax.base.join(' ') }
  return { name, kind, rate: tax.minor, nights: Math.min(nightCount, tax.capNights ?? Infinity) }
}
