import { z } from 'zod'
import { instantWire, moneyWire } from '../../platform/wire.ts'
import { caseKinds } from './money-case.ts'

export const moneyCaseWire = z
  .object({
    id: z.string(),
    kind: z.enum(caseKinds).meta({ description: 'Why a person should look' }),
    state: z.enum(['open', 'closed']),
    bookingId: z.string().nullable(),
    ours: moneyWire.nullable().meta({ description: 'As our ledger has it: above zero when the provider holds more for us' }),
    theirs: moneyWire.nullable().meta({ description: "As the provider's own records have it" }),
    amount: moneyWire.nullable().meta({ description: 'What it is about, where there are no two sides' }),
    reason: z.string().nullable().meta({ description: "A code: a bank's, the provider's, or a job's" }),
    reference: z.string().nullable().meta({ description: 'What to look for at the provider' }),
    openedAt: instantWire,
    closedAt: instantWire.nullable(),
    closedBy: z.enum(['operator', 'itself']).nullable(),
    note: z.string(),
  })
  .meta({ id: 'MoneyCase' })

export const moneyCasesWire = z
  .object({
    items: z.array(moneyCaseWire).meta({ description: 'Newest first' }),
    nextCursor: z.string().nullable(),
    open: z.int().meta({ description: 'How many are open' }),
    reconciledAt: instantWire.nullable().meta({ description: "When the ledger was last compared with the provider's records" }),
  })
  .meta({ id: 'MoneyCases' })

export const moneyCasesQueryWire = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  cursor: z.string().max(80).optional(),
})

export const caseClosureWire = z.object({ note: z.string().trim().min(1).max(1000).meta({ description: 'What came of it' }) })

const sumWire = z.object({ currency: z.string(), debits: moneyWire, credits: moneyWire })

export const trialBalanceWire = z
  .object({
    lines: z.array(
      sumWire.extend({
        account: z.string(),
        accounts: z.int().meta({ description: 'How many accounts this line stands for' }),
        balance: moneyWire.meta({ description: 'Credits less debits: what the market owes there' }),
      }),
    ),
    totals: z.array(
      sumWire.extend({
        addsUp: z.boolean().meta({ description: 'Debits and credits are the same' }),
        held: moneyWire.meta({ description: 'What the provider holds for us, by our ledger' }),
        heldThere: moneyWire.meta({ description: "The same by the provider's own records" }),
      }),
    ),
    reconciledAt: instantWire.nullable(),
  })
  .meta({ id: 'TrialBalance' })
