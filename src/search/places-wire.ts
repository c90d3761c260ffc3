import { z } from 'zod'

export const placesMax = 20
export const placeWire = z
  .object({
    id: z.string(),
    kind: z.enum(['country', 'region', 'town', 'neighbourhood']),
    name: z.string(),
    region: z.string().nullable(),
    country: z.string().meta({ description: "ISO 3166-1 alpha-2, or '' where there is none" }),
    countryName: z.string().meta({ description: 'In English' }),
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).meta({ description: 'west, south, east, north' }),
    location: z.object({ lat: z.number(), lng: z.number() }),
    listings: z.int().meta({ description: 'Published listings within the box' }),
  })
  .meta({ id: 'Place' })

export const placesQueryWire = z.object({
  q: z.string().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(placesMax).default(8),
})
export const placesWire = z.object({ items: z.array(placeWire) })

const bboxLengthMax = 100
/** A box as maps and searches name it; one with west > east lies across the date line. */
export const bboxWire = z
  .string()
  .max(bboxLengthMax)
  .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'west,south,east,north in degrees')

export const mapNamesMax = 100
export const mapNamesQueryWire = z.object({
  bbox: bboxWire,
  limit: z.coerce.number().int().min(1).max(mapNamesMax).default(60),
})
export const mapNamesWire = z.object({
  items: z.array(
    z
      .object({
        name: z.string(),
        kind: z.enum(['town', 'neighbourhood']),
        lat: z.number(),
        lng: z.number(),
        people: z.int().meta({ description: '0 where nobody has counted them: a place known from listings alone' }),
      })
      .meta({ id: 'NameOnMap' }),
  ),
})
