import { z } from 'zod'
import { err, ok, type Result } from '../kernel/result.ts'
import { stayNightsMax } from '../kernel/stay.ts'
import { parseWallTime, parseZone } from '../kernel/zone.ts'
import { currencyWire, idWire } from '../platform/wire.ts'
import { amenityCodeMax, amenityCodePattern } from './amenity.ts'
import { cancellationPolicies, isPolicyCode } from './cancellation-policy.ts'
import type { ListingState, PlaceType } from './listing.ts'
import { roomsWire } from './room.ts'

export const placeTypes = ['entire', 'private_room', 'shared_room', 'hotel_room'] as const satisfies readonly PlaceType[]
export const listingStates = ['draft', 'published', 'paused'] as const satisfies readonly ListingState[]
export const titleMax = 200
export const summaryMax = 255
export const longTextMax = 20_000
export const amenitiesMax = 200
export const unitsMax = 100
/** So far from the poles that a town is as wide as it is high, on any map. */
const latMax = 85

const line = (max: number) => z.string().trim().max(max)
const lines = z.string().trim().max(longTextMax)

/** A branded value out of a string, by its own parser. */
const parsedBy = <T>(parse: (text: string) => Result<T, { code: string }>) =>
  z.string().transform((text, context) => {
    const parsed = parse(text)
    if (parsed.ok) return parsed.value
    context.addIssue(parsed.error.code)
    return z.NEVER
  })

/** Made anew for each place: where one stands twice in a body, its description loses the ids. */
const chosenPolicyWire = () =>
  z
    .union([z.enum(Object.keys(cancellationPolicies).filter(isPolicyCode)), idWire<'policy'>()])
    .meta({ description: "A preset's code, or the id of one that the operator offers: GET /policies" })

const fields = {
  title: line(titleMax).min(1),
  summary: line(summaryMax).meta({ description: 'One line of why, for lists' }),
  description: lines,
  houseRules: lines,
  placeType: z.enum(placeTypes),
  propertyType: z.string().regex(amenityCodePattern).max(40),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .meta({ description: 'ISO 3166-1 alpha-2' }),
  region: line(120).nullable(),
  town: line(120).min(1),
  neighbourhood: line(120).nullable(),
  address: line(255).nullable(),
  exact: z
    .object({ lat: z.number().min(-latMax).max(latMax), lng: z.number().min(-180).max(180) })
    .meta({ description: 'Where the door is. Strangers are told another point, 150 to 300 m away.' }),
  zone: parsedBy(parseZone).optional().meta({ description: "IANA name; the point's own zone when left out" }),
  capacity: z.int().min(1).max(50),
  bedrooms: z.int().min(0).max(50),
  beds: z.int().min(0).max(100),
  bathrooms: z.number().min(0).max(50).multipleOf(0.5),
  rooms: roomsWire.meta({ description: 'Which beds stand where' }),
  petsMax: z.int().min(0).max(10),
  amenities: z.array(z.string().regex(amenityCodePattern).max(amenityCodeMax)).max(amenitiesMax),
  instantBook: z.boolean(),
  policy: chosenPolicyWire(),
  checkInFrom: parsedBy(parseWallTime),
  checkOutBy: parsedBy(parseWallTime),
  nightsMin: z.int().min(1).max(stayNightsMax),
  nightsMax: z.int().min(1).max(stayNightsMax),
  currency: currencyWire,
}

/** What its people say of a listing: everything but who and where from. */
export const listingFactsWire = z.object({
  ...fields,
  summary: fields.summary.default(''),
  description: fields.description.default(''),
  houseRules: fields.houseRules.default(''),
  country: fields.country.default(null),
  region: fields.region.default(null),
  neighbourhood: fields.neighbourhood.default(null),
  address: fields.address.default(null),
  rooms: fields.rooms.default([]),
  petsMax: fields.petsMax.default(0),
  amenities: fields.amenities.default([]),
  checkInFrom: fields.checkInFrom.default(() => wallTime('15:00')),
  checkOutBy: fields.checkOutBy.default(() => wallTime('11:00')),
  nightsMin: fields.nightsMin.default(1),
  nightsMax: fields.nightsMax.default(stayNightsMax),
})

/** The same as they are stored: a draft may have no title yet. */
const storedFactsWire = listingFactsWire.extend({ title: line(titleMax) })

/** Some of it, as the one who changes it has seen it. */
const seenFactsWire = z
  .object(fields)
  .extend({ title: line(titleMax), policy: chosenPolicyWire() })
  .omit({ currency: true })
  .partial()
export type SeenFacts = z.output<typeof seenFactsWire>

/** The same for changing some of it. The currency stays: prices are written in it. */
export const listingPatchWire = z
  .object(fields)
  .omit({ currency: true })
  .partial()
  .extend({
    was: seenFactsWire.optional().meta({
      description: 'What you saw before changing it: when somebody has changed one of these fields meanwhile, 409 and nothing is lost',
    }),
  })
export type ListingPatch = Omit<z.output<typeof listingPatchWire>, 'was'>

/** What somebody says who starts letting: its kind, and where; the rest may come later, in a draft. */
export const newFactsWire = z
  .object({
    ...fields,
    near: fields.exact.meta({ description: 'About where, in place of `exact`: the middle of its town' }),
  })
  .partial()
  .required({ placeType: true, propertyType: true, town: true })
export type NewFacts = z.output<typeof newFactsWire>

export type ListingFacts = z.output<typeof listingFactsWire>
/** As a caller writes them: what has a default may be left out. */
export type ListingFactsInput = z.input<typeof listingFactsWire>

export type ListingFactsError = { code: 'bad_listing'; field: string; message: string }

/** @returns the facts with their defaults, or the first field that is out of limits. */
export const parseListingFacts = (input: unknown) => parseFacts(listingFactsWire, input)

/** The same of what may be a draft. */
export const parseStoredFacts = (input: unknown) => parseFacts(storedFactsWire, input)

function parseFacts(wire: typeof listingFactsWire | typeof storedFactsWire, input: unknown): Result<ListingFacts, ListingFactsError> {
  const parsed = wire.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return err({ code: 'bad_listing', field: issue?.path.join('.') ?? '', message: issue?.message ?? '' })
  }
  if (parsed.data.nightsMin > parsed.data.nightsMax) return err({ code: 'bad_listing', field: 'nightsMax', message: 'less than nightsMin' })
  return ok(parsed.data)
}

function wallTime(text: string) {
  const parsed = parseWallTime(text)
  if (!parsed.ok) throw new Error(`not a wall time: ${text}`)
  return parsed.value
}
