import { z } from 'zod'
import { topics } from '../payments/connect-provider.ts'
import { instantWire, moneyWire } from '../platform/wire.ts'

export const payoutAccountWire = z
  .object({
    standing: z.enum(['none', 'needed', 'checking', 'ready', 'rejected']).meta({
      description:
        'none: nothing was begun; needed: the provider waits for the host; checking: it looks into what it was told; ready: money goes; rejected: it will not serve this host',
    }),
    country: z.string().nullable().meta({ description: 'Two letters; chosen once' }),
    requirements: z
      .array(z.object({ topic: z.enum(topics), waitsFor: z.enum(['host', 'provider']), isWrong: z.boolean(), isOverdue: z.boolean() }))
      .meta({ description: 'What the provider wants to know; a ready account may have some too' }),
    checkedAt: instantWire.nullable(),
  })
  .meta({ id: 'PayoutAccount' })

export const connectWire = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .meta({ description: 'Where the host and their bank are: needed the first time, ignored after it' }),
})

export const linkWire = z.object({ url: z.string().meta({ description: "A page of the provider's, for one visit" }) })

export const statementQueryWire = z.object({
  month: z
    .string()
    .regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/)
    .optional()
    .meta({ description: 'YYYY-MM by UTC; this month when left out' }),
})

const balances = z.object({ opening: moneyWire, closing: moneyWire })

export const statementWire = z
  .object({
    month: z.string(),
    currencies: z.array(
      z.object({
        currency: z.string(),
        owed: balances.meta({ description: 'What the market owes the host; earned on confirmation, sent a day after arrival' }),
        carried: balances.meta({ description: 'Below zero: what was sent too much, until later transfers make it good' }),
        account: balances.meta({ description: 'In the payout account, not on its way to the bank yet' }),
        lines: z.array(
          z.object({
            at: instantWire,
            kind: z.enum(['earned', 'given_back', 'transfer', 'reversal', 'carried', 'set_off', 'bank_payout', 'bank_payout_back']),
            stay: z
              .object({ bookingId: z.string(), title: z.string(), guest: z.string(), checkIn: z.string(), checkOut: z.string() })
              .nullable(),
            owed: moneyWire.meta({ description: 'How it moves each of the three: opening and all lines make closing' }),
            carried: moneyWire,
            account: moneyWire,
            fee: moneyWire.meta({ description: "The market's fee, of which `owed` is what is left" }),
          }),
        ),
      }),
    ),
    payouts: z.array(
      z.object({
        id: z.string(),
        at: instantWire,
        arrivesAt: instantWire,
        amount: moneyWire,
        state: z.enum(['pending', 'in_transit', 'paid', 'failed', 'cancelled']),
        failure: z.string().nullable().meta({ description: "The provider's code for why it came back" }),
      }),
    ),
  })
  .meta({ id: 'HostStatement' })
