import type { DayNumber } from '../kernel/calendar-date.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { BasisPoints } from '../kernel/money.ts'

/** A listing's prices, in minor units of its currency. */
export type PricePlan = Readonly<{
  baseMinor: number
  /** For the nights that begin on Friday and Saturday; null: as any other. */
  weekendMinor: number | null
  /** Off the nights, for stays of 7 nights and more. */
  weeklyDiscountBp: BasisPoints
  /** Off the nights, for stays of 28 nights and more. */
  monthlyDiscountBp: BasisPoints
  /** Once a stay. */
  cleaningMinor: number
  /** How many adults and children the nightly price covers. */
  guestsIncluded: number
  /** Per night, for each adult or child beyond them. */
  extraGuestMinor: number
  /** Once a stay, for each pet. */
  petMinor: number
}>

/** A nightly price for the nights from `fromDay` up to, but without, `untilDay`. It beats base and weekend. */
export type Override = Readonly<{ fromDay: DayNumber; untilDay: DayNumber; nightlyMinor: number }>

/** High enough for a palace in rupiah, low enough that a year of it adds up exactly. */
export const amountMinorMax = 100_000_000_000
export const discountBpMax = 10_000
export const guestsIncludedMax = 50
/** Four years of a price of its own each night. */
export const overridesMax = 1_500

export type PlanError = { code: 'bad_price_plan'; field: string }

/** A plan whose amounts are whole and within limits, so that no stay can cost less than nothing. */
export function checkPlan(plan: PricePlan): Result<PricePlan, PlanError> {
  const within = (value: number, max: number, min = 0) => Number.isSafeInteger(value) && value >= min && value <= max
  const fits: Record<keyof PricePlan, boolean> = {
    baseMinor: within(plan.baseMinor, amountMinorMax),
    weekendMinor: plan.weekendMinor === null || within(plan.weekendMinor, amountMinorMax),
    weeklyDiscountBp: within(plan.weeklyDiscountBp, discountBpMax),
    monthlyDiscountBp: within(plan.monthlyDiscountBp, discountBpMax),
    cleaningMinor: within(plan.cleaningMinor, amountMinorMax),
    guestsIncluded: within(plan.guestsIncluded, guestsIncludedMax, 1),
    extraGuestMinor: within(plan.extraGuestMinor, amountMinorMax),
    petMinor: within(plan.petMinor, amountMinorMax),
  }
  const bad = Object.entries(fits).find(([, fit]) => !fit)
  return bad ? err({ code: 'bad_price_plan', field: bad[0] }) : ok(plan)
}

export type OverridesError = { code: 'bad_override' | 'overrides_overlap'; index: number } | { code: 'too_many_overrides' }

/** In order of date. Ranges must not be empty or overlap; `index` counts in the order given. */
export function checkOverrides(overrides: readonly Override[]): Result<readonly Override[], OverridesError> {
  if (overrides.length > overridesMax) return err({ code: 'too_many_overrides' })
  for (const [index, { fromDay, untilDay, nightlyMinor }] of overrides.entries()) {
    const whole = [fromDay, untilDay, nightlyMinor].every(Number.isSafeInteger)
    if (!whole || fromDay >= untilDay || nightlyMinor < 0 || nightlyMinor > amountMinorMax) return err({ code: 'bad_override', index })
  }
  const sorted = overrides.map((override, index) => ({ override, index })).toSorted((a, b) => a.override.fromDay - b.override.fromDay)
  let lastDay = -Infinity
  for (const { override, index } of sorted) {
    if (override.fromDay < lastDay) return err({ code: 'overrides_overlap', index })
    lastDay = override.untilDay
  }
  return ok(sorted.map(({ override }) => override))
}
