import { monthlyFromNights, weeklyFromNights } from '../../pricing/quote.ts'
import type { Override, PricePlan } from '../../pricing/price-plan.ts'
import { commonest, type Run } from './calendar-runs.ts'
import type { PricesRow } from './listing-row.ts'

/**
 * The price that most nights of the calendar have is the base, and every run of nights at another price an override. Files
 * from 2025 on have no prices in their calendar: then the listing's own is the base. Undefined when there is neither.
 */
export function pricesOf(row: PricesRow, calendar: readonly Run[]): { plan: PricePlan; overrides: Override[] } | undefined {
  const baseMinor = commonest(calendar) ?? row.nightly
  if (!baseMinor) return undefined
  const overrides = calendar
    .filter(({ value }) => value !== baseMinor)
    .map(({ from, until, value }): Override => ({ fromDay: from, untilDay: until, nightlyMinor: value }))
  const plan: PricePlan = {
    baseMinor,
    weekendMinor: null,
    weeklyDiscountBp: discountBp(row.week, row.nightly, weeklyFromNights),
    monthlyDiscountBp: discountBp(row.month, row.nightly, monthDays),
    cleaningMinor: row.cleaning ?? 0,
    guestsIncluded: row.guestsIncluded,
    extraGuestMinor: row.extraGuest ?? 0,
    petMinor: 0,
  }
  return { plan, overrides }
}

/** 2019's files give prices for a whole week and a whole month, where we have discounts from 7 and from 28 nights on. */
const monthDays = monthlyFromNights + 2

function discountBp(whole: number | undefined, nightly: number | undefined, nights: number): number {
  if (!whole || !nightly) return 0
  return Math.max(0, Math.round(10_000 * (1 - whole / (nightly * nights))))
}
