import { z } from 'zod'
import { stayNightsMax } from '../kernel/stay.ts'
import { expectedMoneyWire, guestsWire, idWire, instantWire, moneyWire, nightWire } from '../platform/wire.ts'
import { lineWire } from '../pricing/wire.ts'

const home = z.object({ id: z.string(), title: z.string() })
const unit = z.string().meta({ description: "What the host calls the unit; '' where a home is one unit without a name" })

export const visitWire = z
  .object({
    bookingId: z.string(),
    kind: z.enum(['booking', 'own']).meta({ description: 'own: given away by the host themselves, read at /hosting/bookings' }),
    guest: z.object({ name: z.string(), phone: z.string(), note: z.string() }),
    listing: home,
    unit,
    checkIn: z.string(),
    checkOut: z.string(),
    nights: z.int(),
    adults: z.int(),
    children: z.int(),
    infants: z.int(),
    pets: z.int(),
    checkInFrom: z.string(),
    checkOutBy: z.string(),
    arrivesAt: instantWire,
    leavesAt: instantWire,
  })
  .meta({ id: 'Visit' })

const waitingWire = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('conflict'),
    listing: home,
    unit,
    source: z.string().meta({ description: 'Which outside calendar says that the nights are taken there' }),
    from: z.string(),
    until: z.string(),
    guest: z.string(),
    bookingId: z.string(),
    own: z.boolean().meta({ description: "Whether it is one of the host's own bookings" }),
    by: instantWire,
  }),
  z.object({
    kind: z.literal('review'),
    listing: home,
    bookingId: z.string(),
    guest: z.string(),
    until: instantWire.meta({ description: 'The host has not said yet how this stay was, and may until then' }),
    zone: z.string().meta({ description: "The home's time zone" }),
  }),
  z.object({
    kind: z.literal('request'),
    listing: home,
    bookingId: z.string(),
    guest: z.string(),
    checkIn: z.string(),
    checkOut: z.string(),
    hostPayout: moneyWire,
    answerBy: instantWire.meta({ description: 'Until when the host may say yes' }),
    zone: z.string(),
  }),
  z.object({ kind: z.literal('unfinished'), listing: home }),
])

export const todayWire = z
  .object({
    day: z.string().meta({ description: "Today at the host's first home; each visit counts by its own home's clock" }),
    homes: z.int(),
    coming: z.array(visitWire),
    going: z.array(visitWire),
    staying: z.array(visitWire),
    changeovers: z.array(
      z.object({
        listing: home,
        unit,
        outBy: z.string(),
        next: z.object({ day: z.string(), from: z.string(), guest: z.string() }).nullable(),
      }),
    ),
    waiting: z.array(waitingWire).meta({ description: 'What the host should see to, most urgent first' }),
    month: z.object({ nightsBooked: z.int(), nightsOnOffer: z.int(), owed: z.array(moneyWire) }).meta({
      description: "Nights of published homes; `owed` is the host's share of the stays that begin this month",
    }),
    owed: z.array(moneyWire).meta({ description: 'All that the market owes the host, by the ledger, in each currency' }),
    rating: z.object({ average: z.number().nullable(), count: z.int() }),
    nextArrival: visitWire.nullable(),
    nightsFree: z.int().meta({ description: 'Nights of published homes that nobody has, tonight and the six after it' }),
    week: z.array(z.object({ day: z.string(), coming: z.int(), going: z.int(), blocked: z.array(z.string()) })),
  })
  .meta({ id: 'HostToday' })

const yearMin = 2000
const yearMax = 2200

export const moneyQueryWire = z.object({
  year: z.coerce.number().int().min(yearMin).max(yearMax).optional().meta({ description: 'Of arrival; this year when left out' }),
})

export const hostMoneyWire = z
  .object({
    year: z.int(),
    months: z.array(
      z
        .object({
          month: z.string().meta({ description: 'Of arrival: its first day' }),
          bookings: z.int(),
          charged: moneyWire.meta({ description: 'What guests have paid' }),
          refunded: moneyWire,
          guestFees: moneyWire,
          hostFees: moneyWire,
          tax: moneyWire,
          held: moneyWire.meta({ description: 'Paid and not earned yet, or on its way back to a guest' }),
          owed: moneyWire.meta({ description: "The host's share: earned and coming together" }),
          earned: moneyWire.meta({ description: 'Of guests who have arrived' }),
          coming: moneyWire.meta({ description: 'Of guests who are still to come' }),
        })
        .meta({ description: 'charged − refunded = guestFees + hostFees + tax + owed + held' }),
    ),
    owed: z.array(moneyWire).meta({ description: 'All years together, by the ledger' }),
  })
  .meta({ id: 'HostMoney' })

export const hostCalendarQueryWire = z.object({
  from: nightWire,
  to: nightWire.meta({ description: 'The day after the last' }),
  listing: idWire<'listing'>().optional().meta({ description: 'One home alone' }),
  cursor: z.string().max(200).optional(),
})

const runWire = z.object({
  from: z.string(),
  until: z.string(),
  kind: z.enum(['hold', 'booking', 'own', 'block', 'import']).meta({
    description:
      'hold: a guest is paying, or has asked and waits for the host; booking: paid; own: given away by the host; block: kept by the host; import: taken elsewhere',
  }),
  before: z.boolean().meta({ description: 'Whether it goes on before the days asked' }),
  after: z.boolean(),
  source: z.string().nullable().meta({ description: 'For an import: where it says so' }),
  booking: z
    .object({
      id: z.string(),
      guest: z.string(),
      guests: z.int(),
      checkIn: z.string(),
      checkOut: z.string(),
      hostPayout: moneyWire,
      answerBy: instantWire.nullable().meta({ description: 'Of a request that waits for the host: until when they may say yes' }),
      zone: z.string(),
    })
    .nullable(),
  own: z
    .object({ id: z.string(), guest: z.string(), guests: z.int(), checkIn: z.string(), checkOut: z.string() })
    .nullable()
    .meta({ description: 'For what the host has given away themselves' }),
})

export const hostCalendarWire = z
  .object({
    from: z.string(),
    to: z.string(),
    homes: z.array(
      z.object({
        listing: z.object({ id: z.string(), title: z.string(), state: z.enum(['draft', 'published', 'paused']) }),
        currency: z.string(),
        nightsMin: z.int().meta({ description: 'As the listing says for any day' }),
        nightsMax: z.int(),
        today: z.string(),
        units: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            runs: z.array(runWire),
            conflicts: z.array(z.object({ from: z.string(), until: z.string(), source: z.string() })),
          }),
        ),
        days: z.array(z.object({ date: z.string(), nightly: moneyWire.nullable(), nightsMin: z.int() })),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'HostCalendar' })

export const arrangeNightsWire = z.object({
  from: nightWire,
  to: nightWire.meta({ description: 'The day after the last night' }),
  open: z.boolean().optional().meta({ description: 'false: keep the nights for yourself; true: let them again' }),
  nightly: expectedMoneyWire.nullable().optional().meta({ description: 'What each of them costs; null: what the plan says' }),
  nightsMin: z
    .int()
    .min(1)
    .max(stayNightsMax)
    .nullable()
    .optional()
    .meta({ description: 'The fewest nights of a stay that begins on one of them; null: as on any other day' }),
})

export const tryNightsWire = guestsWire.extend({
  checkIn: nightWire,
  checkOut: nightWire,
  nightly: expectedMoneyWire.nullable().optional().meta({ description: 'As if each night cost this; left out: as it is now' }),
})

export const triedNightsWire = z
  .object({ nights: z.int(), total: moneyWire, hostPayout: moneyWire, lines: z.array(lineWire) })
  .meta({ id: 'TriedNights' })
