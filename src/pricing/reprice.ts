import { dayNumber } from '../kernel/calendar-date.ts'
import type { Stay } from '../kernel/stay.ts'
import type { PricePlan } from './price-plan.ts'
import {
  monthlyFromNights,
  nightlyRates,
  priceNights,
  weeklyFromNights,
  type Guests,
  type Line,
  type LineCode,
  type PriceRules,
  type Quote,
} from './quote.ts'

/** What was agreed about a stay, to be priced anew with other nights or other guests. */
export type Agreed = Readonly<{ stay: Stay; guests: Guests; quote: Quote }>

/**
 * What an agreed stay costs once it is altered. A night that stays costs what was agreed for it, an added one what it costs
 * today. Cleaning and both fees' percentages stay as agreed; so do extra guests and pets as long as as many come, else they
 * are today's. The discount goes by the new length: the agreed one where that length had it already, else today's. Taxes are
 * today's, since they are the law's. The sums are made as for any stay, so the bill adds up.
 */
export function repriceStay(rules: PriceRules, agreed: Agreed, to: { stay: Stay; guests: Guests }): Quote {
  const [first, end] = [dayNumber(to.stay.checkIn), dayNumber(to.stay.checkOut)]
  const [agreedFrom, agreedRates] = [dayNumber(agreed.stay.checkIn), ratesOf(agreed.quote)]
  const rates = nightlyRates(rules, first, end).map((today, index) => agreedRates[first + index - agreedFrom] ?? today)
  const terms = { ...rules.terms, guestFeeBp: basisOf(agreed.quote, 'guest_fee'), hostFeeBp: basisOf(agreed.quote, 'host_fee') }
  return priceNights({ ...rules, plan: planFor(rules.plan, agreed, to), terms }, rates, to.guests)
}

const lineOf = ({ lines }: Quote, code: LineCode): Line | undefined => lines.find((line) => line.code === code)
const basisOf = (quote: Quote, code: LineCode) => Number(lineOf(quote, code)?.values.bp ?? 0)
const ratesOf = (quote: Quote) =>
  String(lineOf(quote, 'nights')?.values.rates ?? '')
    .split(' ')
    .map(Number)

function planFor(plan: PricePlan, { stay, guests, quote }: Agreed, to: { guests: Guests }): PricePlan {
  const before = dayNumber(stay.checkOut) - dayNumber(stay.checkIn)
  return {
    ...plan,
    cleaningMinor: lineOf(quote, 'cleaning')?.amount.minor ?? 0,
    ...discounts(quote, before),
    ...extraGuests(quote, guests, to.guests),
    ...(to.guests.pets === guests.pets ? { petMinor: Number(lineOf(quote, 'pets')?.values.rate ?? 0) } : {}),
  }
}

/** Of the length that the stay had already: what was agreed for it, even if that was nothing. */
function discounts(quote: Quote, nightCount: number): Partial<PricePlan> {
  if (nightCount < weeklyFromNights) return {}
  const weekly = { weeklyDiscountBp: basisOf(quote, 'weekly_discount') }
  if (nightCount < monthlyFromNights) return weekly
  if (lineOf(quote, 'monthly_discount')) return { monthlyDiscountBp: basisOf(quote, 'monthly_discount') }
  return { ...weekly, monthlyDiscountBp: 0 }
}

/** As many heads as before: what was agreed for those beyond the ones included. */
function extraGuests(quote: Quote, before: Guests, after: Guests): Partial<PricePlan> {
  const heads = before.adults + before.children
  if (after.adults + after.children !== heads) return {}
  const { guests = 0, rate = 0 } = lineOf(quote, 'extra_guests')?.values ?? {}
  return { guestsIncluded: heads - Number(guests), extraGuestMinor: Number(rate) }
}
