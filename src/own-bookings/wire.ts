import { z } from 'zod'
import { guestsWire, idWire, instantWire, nightWire } from '../platform/wire.ts'

const words = guestsWire.extend({
  checkIn: nightWire,
  checkOut: nightWire,
  guestName: z.string().trim().min(1).max(200),
  guestPhone: z.string().trim().max(40).default(''),
  note: z.string().trim().max(2000).default(''),
  unitId: idWire<'unit'>().nullable().default(null).meta({ description: 'Which unit; null: whichever is free, or where it is' }),
})

export const makeOwnBookingWire = words.extend({ listingId: idWire<'listing'>() })
export const changeOwnBookingWire = words.extend({ version: z.int().min(1).meta({ description: 'As it was read' }) })

export const ownBookingWire = z
  .object({
    id: z.string(),
    listing: z.object({ id: z.string(), title: z.string(), zone: z.string() }),
    unit: z.object({ id: z.string(), name: z.string() }),
    checkIn: z.string(),
    checkOut: z.string(),
    nights: z.int(),
    guest: z.object({ name: z.string(), phone: z.string(), note: z.string() }),
    adults: z.int(),
    children: z.int(),
    infants: z.int(),
    pets: z.int(),
    createdAt: instantWire,
    version: z.int(),
  })
  .meta({ id: 'OwnBooking', description: 'Nights that a host gave away by phone or at the door; no money goes through the market' })

export const ownBookingListQueryWire = z.object({
  from: nightWire,
  to: nightWire.meta({ description: 'The last day' }),
})
export const ownBookingListWire = z.object({ items: z.array(ownBookingWire) }).meta({ id: 'OwnBookingList' })
