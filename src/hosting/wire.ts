import { z } from 'zod'
import { instantWire, moneyWire } from '../platform/wire.ts'

const home = z.object({ id: z.string(), title: z.string() })
const unit = z.string().meta({ description: "What the host calls the unit; '' where a home is one unit without a name" })

export const visitWire = z
  .object({
    bookingId: z.string(),
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
    by: instantWire,
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
