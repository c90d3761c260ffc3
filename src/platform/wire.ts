import { z } from 'zod'
import { parseCalendarDate } from '../kernel/calendar-date.ts'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { Id } from '../kernel/ids.ts'
import { parseCurrency, type Currency, type Money } from '../kernel/money.ts'

/** Shapes that every module's API shares. */

export const currencyWire = z
  .string()
  .length(3)
  .refine((text) => parseCurrency(text).ok, 'not an ISO 4217 currency')
  .transform((text) => text as Currency)
  .meta({ description: 'ISO 4217 code', examples: ['EUR'] })

export const moneyWire = z
  .object({ minor: z.int(), currency: z.string().length(3) })
  .meta({ id: 'Money', description: "A whole number of the currency's smallest unit", examples: [{ minor: 12345, currency: 'EUR' }] })

export const nightWire = z
  .string()
  .refine((text) => parseCalendarDate(text).ok, 'not a date of the calendar, YYYY-MM-DD')
  .transform((text) => text as CalendarDate)
  .meta({ description: 'A day, YYYY-MM-DD', examples: ['2027-03-01'] })

export const instantWire = z.iso.datetime().meta({ description: 'RFC 3339, UTC', examples: ['2027-03-01T15:00:00.000Z'] })

/** An id in a path or body. What is no UUID names nothing. */
export const idWire = <Name extends string>() => z.uuid().transform((text) => text as Id<Name>)

export const expectedMoneyWire = z.object({ minor: z.int().min(0), currency: currencyWire }).transform((money): Money => money)

/** How many come along; limits are the marketplace's, a listing has its own on top. */
export const guestsWire = z.object({
  adults: z.int().min(1).max(50),
  children: z.int().min(0).max(50).default(0),
  infants: z.int().min(0).max(10).default(0),
  pets: z.int().min(0).max(10).default(0),
})

/** The same from a query string, where all is text. */
export const guestsQueryWire = z.object({
  adults: z.coerce.number().int().min(1).max(50).default(1),
  children: z.coerce.number().int().min(0).max(50).default(0),
  infants: z.coerce.number().int().min(0).max(10).default(0),
  pets: z.coerce.number().int().min(0).max(10).default(0),
})

/** What every picture has, whoever it belongs to. */
export const pictureWire = z
  .object({
    src: z.string().meta({ description: 'Address of a middle-sized picture' }),
    srcset: z.string().meta({ description: 'For <img srcset>: the format that every browser reads' }),
    base: z.string().meta({ description: 'With `-WIDTH.FORMAT` after it, the address of each variant' }),
    widths: z.array(z.int()),
    formats: z
      .array(z.enum(['avif', 'webp', 'jpg']))
      .meta({ description: 'Best first. Empty while they are being made: then there is `src` alone' }),
    width: z.int(),
    height: z.int(),
    colour: z.string().meta({ description: 'Dominant colour, #rrggbb, for the background while loading' }),
  })
  .meta({ id: 'Picture' })

/** A person, where they gave a picture of themselves. */
export const portraitWire = z
  .object({
    small: z.string().meta({ description: 'Address of a square picture, 96 pixels, WebP. With .jpg at its end instead it is a JPEG' }),
    large: z.string().meta({ description: 'The same in 256 pixels' }),
  })
  .meta({ id: 'Portrait' })

export const photoWire = pictureWire
  .extend({
    id: z.string(),
    alt: z.string().meta({ description: 'What it shows, for those who cannot see it' }),
    caption: z.string().meta({ description: 'A line under it' }),
    room: z.string().nullable().meta({ description: 'Which room it shows' }),
  })
  .meta({ id: 'Photo' })

export const problemWire = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable: decide by this' }),
    detail: z.string().optional(),
    requestId: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .loose()
  .meta({ id: 'Problem', description: 'RFC 9457' })
