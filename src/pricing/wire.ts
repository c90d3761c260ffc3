import { z } from 'zod'
import { guestsWire, idWire, instantWire, moneyWire, nightWire } from '../platform/wire.ts'
import { amountMinorMax, discountBpMax, guestsIncludedMax, overridesMax } from './price-plan.ts'

export const lineWire = z
  .object({
    code: z.enum(['nights', 'weekly_discount', 'monthly_discount', 'cleaning', 'extra_guests', 'pets', 'guest_fee', 'host_fee', 'tax']),
    label: z.string().meta({ description: 'In English; clients translate by code and values' }),
    amount: moneyWire,
    includeFor: z
      .array(z.enum(['guest', 'host']))
      .meta({ description: 'Whose sum this line is part of: what the guest pays, what the host gets' }),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .meta({ description: 'What the label is made of: counts, rates in minor units, names' }),
  })
  .meta({ id: 'Line' })

/** What a guest gets back, by when: "all until …", "part until …". The last step has no end. */
export const cancellationStepWire = z.object({ until: instantWire.nullable(), refund: moneyWire }).meta({ id: 'CancellationStep' })

export const cancellationWire = z.object({
  policy: z.string().meta({ description: "A preset's code, or the id of a policy that the operator made" }),
  policyName: z.string().nullable().meta({ description: 'As its operator calls it; null for a preset' }),
  steps: z.array(cancellationStepWire),
})

export const stayRequestWire = guestsWire.extend({
  listingId: idWire<'listing'>(),
  checkIn: nightWire,
  checkOut: nightWire,
})

export const quoteWire = z
  .object({
    listingId: z.string(),
    checkIn: z.string(),
    checkOut: z.string(),
    nights: z.int(),
    free: z.boolean().meta({ description: 'Whether the nights could be had at the moment of asking; booking them decides' }),
    total: moneyWire,
    hostPayout: moneyWire,
    lines: z.array(lineWire),
    cancellation: cancellationWire,
  })
  .meta({ id: 'Quote' })

const minor = z.int().min(0).max(amountMinorMax)
const discountBp = z.int().min(0).max(discountBpMax).meta({ description: 'Hundredths of a percent' })

const amounts = {
  baseMinor: minor,
  weekendMinor: minor.nullable().meta({ description: 'Friday and Saturday nights; null: as any other' }),
  weeklyDiscountBp: discountBp.meta({ description: 'Off stays of 7 nights and more, hundredths of a percent' }),
  monthlyDiscountBp: discountBp.meta({ description: 'Off stays of 28 nights and more, hundredths of a percent' }),
  cleaningMinor: minor,
  guestsIncluded: z.int().min(1).max(guestsIncludedMax),
  extraGuestMinor: minor,
  petMinor: minor,
}

/** Amounts in minor units of the listing's currency. */
export const setPricesWire = z.object({
  ...amounts,
  overrides: z
    .array(z.object({ from: nightWire, until: nightWire, nightlyMinor: minor }))
    .max(overridesMax)
    .optional()
    .meta({ description: 'Prices for some nights, `until` not among them; replaces all. Left out: those that are there stay' }),
  was: z
    .object(amounts)
    .nullable()
    .optional()
    .meta({ description: 'What you saw before changing it, null for nothing: when it is no longer so, 409 and nothing is lost' }),
})

export const tryPricesWire = guestsWire.extend({ prices: z.object(amounts), checkIn: nightWire, checkOut: nightWire })

export const triedPricesWire = z
  .object({ nights: z.int(), total: moneyWire, hostPayout: moneyWire, lines: z.array(lineWire) })
  .meta({ id: 'TriedPrices' })

export const pricesWire = z
  .object({ ...amounts, overrides: z.array(z.object({ from: z.string(), until: z.string(), nightlyMinor: minor })) })
  .meta({ id: 'Prices' })
