import { z } from 'zod'
import type { BasisPoints } from '../kernel/money.ts'
import { currencyWire } from '../platform/wire.ts'

/** The lines that a percentage may be taken of. 'nights' means the nights after their discount. */
export const taxableLines = ['nights', 'cleaning', 'extra_guests', 'pets', 'guest_fee'] as const
export type TaxableLine = (typeof taxableLines)[number]

const exemptFromNights = z.int().min(1).optional().meta({ description: 'A stay of that many nights or more pays nothing' })
const name = z.string().trim().min(1).max(120)

/** What the market's town takes. Amounts apply only to listings priced in their currency: a levy is never converted. */
export const taxRuleWire = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('percent'),
    name,
    bp: z.int().min(0).max(10_000),
    base: z.array(z.enum(taxableLines)).min(1),
    exemptFromNights,
  }),
  z.object({
    kind: z.enum(['per_guest_night', 'per_night', 'per_stay']),
    name,
    minor: z.int().min(0).max(1_000_000_000),
    currency: currencyWire,
    capNights: z.int().min(1).optional().meta({ description: 'No more nights than these are counted' }),
    adultsOnly: z.boolean().meta({ description: 'Whether children are left out of a count of guests. Infants always are.' }),
    exemptFromNights,
  }),
])

export type TaxRule = z.output<typeof taxRuleWire>

/** The operator's fees and tax, for every stay in the market. */
export type Terms = Readonly<{ guestFeeBp: BasisPoints; hostFeeBp: BasisPoints; tax: TaxRule }>

export const feeBpMax = 10_000

/** What a market charges until its operator says otherwise: nothing. */
export const noTerms: Terms = { guestFeeBp: 0, hostFeeBp: 0, tax: { kind: 'none' } }

export const termsWire = z.object({
  guestFeeBp: z.int().min(0).max(feeBpMax),
  hostFeeBp: z.int().min(0).max(feeBpMax),
  tax: taxRuleWire,
})
