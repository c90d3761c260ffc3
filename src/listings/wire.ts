import { z } from 'zod'
import { idWire, moneyWire, nightWire, photoWire, portraitWire } from '../platform/wire.ts'
import { openFacts } from './draft.ts'
import { listingStates, newFactsWire, unitsMax } from './listing-facts.ts'
import { editSteps, missingCodes } from './publication-policy.ts'
import { roomsWire } from './room.ts'

export const hostWire = z
  .object({
    id: z.string(),
    name: z.string(),
    about: z.string(),
    since: z.string().nullable(),
    portrait: portraitWire.nullable(),
    listings: z.int(),
  })
  .meta({ id: 'Host' })

export const listingWire = z
  .object({
    id: z.string(),
    state: z.enum(['draft', 'published', 'paused']),
    title: z.string(),
    summary: z.string(),
    description: z.string(),
    houseRules: z.string(),
    placeType: z.string(),
    propertyType: z.string(),
    town: z.string(),
    region: z.string().nullable(),
    country: z.string().nullable(),
    neighbourhood: z.string().nullable(),
    address: z.string().nullable().meta({ description: "Only for the listing's own people; null for everybody else" }),
    location: z.object({ lat: z.number(), lng: z.number() }).meta({ description: 'The blurred point, unless `exact`' }),
    exact: z.boolean(),
    zone: z.string(),
    capacity: z.int(),
    bedrooms: z.int(),
    beds: z.int(),
    bathrooms: z.number(),
    petsMax: z.int(),
    amenities: z.array(z.string()),
    instantBook: z.boolean(),
    policy: z.string(),
    policyName: z.string().nullable().meta({ description: 'As the operator calls a policy of their own; null for a preset' }),
    checkInFrom: z.string(),
    checkOutBy: z.string(),
    nightsMin: z.int(),
    nightsMax: z.int(),
    currency: z.string(),
    units: z.int(),
    rooms: roomsWire.meta({ description: 'Which beds stand where; none where nobody has said' }),
    unsaid: z.array(z.enum(openFacts)).meta({
      description: 'What nobody has said of a draft yet: the values of these fields mean nothing. Its title is empty until it has one.',
    }),
    photos: z.array(photoWire),
    host: hostWire,
    rating: z.object({ average: z.number().nullable(), count: z.int() }),
    source: z.string().nullable().meta({ description: 'Where it was imported from' }),
  })
  .meta({ id: 'Listing' })

export const reviewWire = z
  .object({
    id: z.string(),
    author: z.string().meta({ description: 'Empty when its author has left' }),
    authorId: z.string().nullable().meta({ description: 'For GET /people/{id}; null for imported reviews and for who has left' }),
    portrait: portraitWire.nullable().meta({ description: 'Its author' }),
    body: z.string(),
    postedOn: z.string(),
    rating: z.number().nullable(),
    imported: z.boolean(),
    nights: z.int().nullable(),
  })
  .meta({ id: 'Review' })

/** One day of a listing. `free` is the night that begins on it; `leaving` says that a stay may end on it. */
export const calendarDayWire = z.object({
  date: z.string(),
  free: z.boolean(),
  leaving: z.boolean(),
  nightly: moneyWire,
  nightsMin: z.int().meta({ description: 'The fewest nights of a stay that begins on this day' }),
})

export const calendarDaysMax = 800
export const calendarQueryWire = z.object({ from: nightWire, to: nightWire })
export const calendarWire = z
  .object({ listingId: z.string(), nightsMin: z.int(), nightsMax: z.int(), days: z.array(calendarDayWire) })
  .meta({ id: 'Calendar' })

export const openNightsWire = z
  .object({
    from: z.string(),
    days: z.string().meta({
      description: "A letter for each day: 'n' the night that begins on it is free, 'm' a stay may end on it, 'b' both, '-' neither",
    }),
    least: z
      .array(z.object({ from: z.string(), nights: z.int() }))
      .meta({ description: 'The fewest nights of a stay, by the day it begins: from that day on until the next entry' }),
  })
  .meta({ id: 'OpenNights' })

/** What somebody says of a place that they start letting. */
export const newListingWire = newFactsWire.extend({
  unitNames: z
    .array(z.string().trim().max(80))
    .min(1)
    .max(unitsMax)
    .default([''])
    .meta({ description: 'One for each interchangeable unit: an inn with three such rooms names three' }),
})

export const publicationWire = z.object({ published: z.boolean() })

export const missingWire = z
  .object({ code: z.enum(missingCodes), step: z.enum(editSteps).meta({ description: "Where its host's form asks for it" }) })
  .meta({ id: 'Missing' })

export const publicationStateWire = z
  .object({
    state: z.enum(listingStates),
    missing: z.array(missingWire).meta({ description: 'What has to be said before it can be shown' }),
  })
  .meta({ id: 'Publication' })

const unitName = z.string().trim().max(80)
const unitWire = z.object({ id: z.string(), name: z.string() })
export const unitsWire = z.object({ items: z.array(unitWire) }).meta({ id: 'Units' })
export const setUnitsWire = z.object({
  units: z
    .array(z.object({ id: idWire<'unit'>().nullable().default(null), name: unitName }))
    .min(1)
    .max(unitsMax)
    .meta({ description: 'All there shall be, in order; without id: a new one' }),
  was: z
    .array(z.object({ id: z.uuid(), name: z.string() }))
    .max(unitsMax)
    .optional()
    .meta({ description: 'What you saw before changing it: when it is no longer so, 409 and nothing is lost' }),
})
