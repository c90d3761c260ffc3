import { z } from 'zod'
import { listingStates } from '../listings/listing-facts.ts'
import { missingWire } from '../listings/wire.ts'
import { moneyWire, photoWire } from '../platform/wire.ts'

const pageMax = 50

export const ownListingsQueryWire = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(20),
})

const ownListingWire = z
  .object({
    id: z.string(),
    state: z.enum(listingStates),
    title: z.string().meta({ description: "'' as long as a draft has none" }),
    placeType: z.string(),
    propertyType: z.string(),
    town: z.string(),
    capacity: z.int().nullable().meta({ description: 'null as long as nobody has said' }),
    units: z.int(),
    cover: photoWire.nullable(),
    missing: z.array(missingWire),
    nightly: moneyWire.nullable().meta({ description: 'A usual night, before fees' }),
    nextGuest: z.object({ bookingId: z.string(), name: z.string(), checkIn: z.string(), checkOut: z.string() }).nullable(),
  })
  .meta({ id: 'OwnListing' })

export const ownListingsWire = z.object({ items: z.array(ownListingWire), nextCursor: z.string().nullable() }).meta({ id: 'OwnListings' })
