import assert from 'node:assert/strict'
import { bookingJobs, bookingSubscriptions } from '../src/bookings/booking-jobs.ts'
import { cancelBooking } from '../src/bookings/cancel-booking.ts'
import { createBooking, type BookingRequest } from '../src/bookings/create-booking.ts'
import { offerStay } from '../src/bookings/offer-stay.ts'
import { findBooking } from '../src/bookings/store.ts'
import { calendarDate } from '../src/kernel/calendar-date.ts'
import { instant, later, type Instant } from '../src/kernel/clock.ts'
import { newIds, type BookingId, type HostId, type ListingId, type UserId } from '../src/kernel/ids.ts'
import { seededRandom } from '../src/kernel/random.ts'
import { parseStay, type Stay } from '../src/kernel/stay.ts'
import { parseListingFacts } from '../src/listings/listing-facts.ts'
import { publishListing } from '../src/listings/publish-listing.ts'
import { upsertListing } from '../src/listings/upsert-listing.ts'
import { newPayments } from '../src/payments/payments.ts'
import { write, type Db } from '../src/platform/db.ts'
import type { Deps as AllDeps } from '../src/platform/deps.ts'
import type { Handlers } from '../src/platform/run-job.ts'
import { newSequencer, type Subscription } from '../src/platform/sequencer.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { newWorker } from '../src/platform/worker.ts'
import { savePlan } from '../src/pricing/plans.ts'
import { saveTerms } from '../src/pricing/terms.ts'
import { newFakeProvider } from './fake-provider.ts'

export const twoAdults = { adults: 2, children: 0, infants: 0, pets: 0 }

export function stay(checkIn: string, checkOut: string): Stay {
  const parsed = parseStay(calendarDate(checkIn), calendarDate(checkOut))
  assert.ok(parsed.ok)
  return parsed.value
}

type TownOptions = {
  units?: number
  seed?: number
  instantBook?: boolean
  /** What modules above bookings do and want to hear of. */
  also?: (deps: AllDeps) => { handlers: Handlers; subscriptions: readonly Subscription[] }
}

export type Town = Awaited<ReturnType<typeof newTown>>

/**
 * The small town below HTTP: Ana hosts Lakeside (100.00 a night, 38.00 cleaning, flexible, in Lisbon's time), guests book.
 * The clock stands until it is set; the provider is a fake; nothing runs by itself: `settle` does what is due.
 */
export async function newTown(
  db: Db,
  { units = 1, seed = 1, instantBook = true, also = () => ({ handlers: {}, subscriptions: [] }) }: TownOptions = {},
) {
  let now = instant('2027-06-01T12:00:00Z')
  const clock = { now: () => now }
  const random = seededRandom(seed)
  const deps = { db, clock, random, ids: newIds(clock, random) }
  const log = newLogger({ level: 'silent' })
  const provider = newFakeProvider(clock)
  const payments = newPayments({ ...deps, provider }, log)
  const more = also(deps)
  const worker = newWorker(
    deps,
    { ...payments.handlers, ...bookingJobs({ ...deps, market: 'Merrow Stays', origin: () => 'https://town.test' }), ...more.handlers },
    { log },
  )
  const sequencer = newSequencer(deps, [...bookingSubscriptions, ...more.subscriptions], { log })
  const ana = { userId: deps.ids.next<'user'>(), hostId: deps.ids.next<'host'>() }
  const lakeside = await newLakeside(deps, ana.hostId, { units, instantBook })

  /** Numbers events and runs jobs until there is nothing left to do at this moment. */
  const settle = async () => {
    while ((await sequencer.runOnce()) + (await worker.runDue()) > 0);
  }
  const book = async (guest: UserId, when: Stay, over: Partial<BookingRequest> = {}) => {
    const offer = await offerStay(deps, { listingId: lakeside, stay: when, guests: twoAdults })
    assert.ok(offer.ok, JSON.stringify(offer))
    const bookingId = over.bookingId ?? deps.ids.next<'booking'>()
    const made = await createBooking(
      deps,
      {
        bookingId,
        guest: { userId: guest, hostId: null, emailVerified: true, name: 'Ben', phone: '', note: '' },
        listingId: lakeside,
        stay: when,
        guests: twoAdults,
        expectedTotal: offer.value.quote.total,
        returnUrl: `https://town.test/trips/${bookingId}`,
        ...over,
      },
      async () => {},
    )
    if (made.ok && made.value.openPayment) await worker.runNow(made.value.openPayment)
    return made
  }
  return {
    ...deps,
    provider,
    payments,
    worker,
    ana,
    lakeside,
    settle,
    book,
    set: (iso: string) => (now = instant(iso)),
    pass: (ms: number): Instant => (now = later(now, ms)),
    newGuest: (): UserId => deps.ids.next<'user'>(),
    state: async (id: BookingId) => (await findBooking(db, id))?.state,
    /** Books, pays, settles. */
    confirmed: async (guest: UserId, when: Stay) => {
      const made = await book(guest, when)
      assert.ok(made.ok, JSON.stringify(made))
      provider.pay(made.value.booking.state.paymentId)
      await payments.check(made.value.booking.state.paymentId)
      await settle()
      return made.value.booking
    },
    pay: async (paymentId: Parameters<typeof provider.pay>[0]) => {
      provider.pay(paymentId)
      await payments.check(paymentId)
    },
    cancel: async (bookingId: BookingId, person: { userId: UserId; hostId: HostId | null }) => {
      const done = await cancelBooking(deps, { bookingId, person, expectedRefund: undefined }, async () => {})
      await settle()
      return done
    },
  }
}

type Deps = Parameters<typeof saveTerms>[1] & { db: Db; random: ReturnType<typeof seededRandom> }

async function newLakeside(
  deps: Deps,
  hostId: HostId,
  { units, instantBook }: { units: number; instantBook: boolean },
): Promise<ListingId> {
  const facts = parseListingFacts({
    title: 'Lakeside',
    summary: 'A house by the lake.',
    placeType: 'entire',
    propertyType: 'house',
    town: 'Portmerrow',
    address: '1 Lake Lane',
    exact: { lat: 38.7, lng: -9.1 },
    zone: 'Europe/Lisbon',
    capacity: 4,
    bedrooms: 2,
    beds: 2,
    bathrooms: 1,
    instantBook,
    policy: 'flexible',
    checkInFrom: '16:00',
    checkOutBy: '10:00',
    currency: 'EUR',
  })
  assert.ok(facts.ok, JSON.stringify(facts))
  const unitNames = Array.from({ length: units }, (_, index) => `Room ${index + 1}`)
  return write(deps.db, async (tx) => {
    const { listingId } = await upsertListing(tx, deps, { hostId, source: null, facts: facts.value, unitNames })
    await publishListing(tx, deps, listingId)
    await savePlan(tx, deps, listingId, {
      baseMinor: 10_000,
      weekendMinor: null,
      weeklyDiscountBp: 0,
      monthlyDiscountBp: 0,
      cleaningMinor: 3_800,
      guestsIncluded: 4,
      extraGuestMinor: 0,
      petMinor: 0,
    })
    await saveTerms(tx, deps, { guestFeeBp: 400, hostFeeBp: 300, tax: { kind: 'none' } })
    return listingId
  })
}
