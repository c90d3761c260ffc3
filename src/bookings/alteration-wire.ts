import { z } from 'zod'
import { expectedMoneyWire, guestsWire, instantWire, moneyWire, nightWire } from '../platform/wire.ts'
import { lineWire } from '../pricing/wire.ts'

export const alteredStayWire = guestsWire.extend({ checkIn: nightWire, checkOut: nightWire })
export const proposalWire = alteredStayWire.extend({
  expectedTotal: expectedMoneyWire.meta({ description: 'What the whole stay would cost, as it was shown' }),
})

const agreementWire = z.object({
  checkIn: z.string(),
  checkOut: z.string(),
  nights: z.int(),
  adults: z.int(),
  children: z.int(),
  infants: z.int(),
  pets: z.int(),
  total: moneyWire,
  hostPayout: moneyWire,
  lines: z.array(lineWire),
})

export const offeredAlterationWire = z
  .object({
    before: agreementWire,
    after: agreementWire,
    difference: moneyWire.meta({ description: 'What the guest pays more; below zero it goes back' }),
    lapsesAt: instantWire.meta({ description: 'Until when the other side could answer' }),
  })
  .meta({ id: 'OfferedAlteration' })

export const alterationWire = z
  .object({
    id: z.string(),
    bookingId: z.string(),
    by: z.enum(['guest', 'host']),
    state: z
      .enum(['proposed', 'awaiting_payment', 'applied', 'declined', 'withdrawn', 'lapsed', 'unpaid', 'overtaken'])
      .meta({ description: 'awaiting_payment: accepted, the added nights held; overtaken: the booking ended first' }),
    before: agreementWire,
    after: agreementWire,
    difference: moneyWire.meta({ description: 'What the guest pays more; below zero it goes back' }),
    until: instantWire.nullable().meta({ description: 'Until when it can be answered, or paid' }),
    payment: z
      .object({ url: z.string().nullable(), state: z.string() })
      .nullable()
      .meta({ description: 'Where its guest pays; url is null for the moment in which the provider has not answered yet: ask again' }),
    createdAt: instantWire,
    viewer: z.enum(['guest', 'host']),
  })
  .meta({ id: 'Alteration' })

export const alterationListWire = z.object({ items: z.array(alterationWire) }).meta({ id: 'AlterationList', description: 'Latest first' })
