import assert from 'node:assert/strict'
import { cancelBooking } from '../../bookings/cancel-booking.ts'
import { confirmBooking } from '../../bookings/confirm-booking.ts'
import { createBooking } from '../../bookings/create-booking.ts'
import { offerStay } from '../../bookings/offer-stay.ts'
import { addDays, type CalendarDate } from '../../kernel/calendar-date.ts'
import { dayMs, hourMs, later, secondMs, type Instant } from '../../kernel/clock.ts'
import { idFrom, newIds, type BookingId, type ListingId, type PaymentId, type UserId } from '../../kernel/ids.ts'
import type { Money } from '../../kernel/money.ts'
import { parseStay } from '../../kernel/stay.ts'
import { createSession } from '../../payments/sandbox/create-session.ts'
import { findTestCard } from '../../payments/sandbox/cards.ts'
import { paySession } from '../../payments/sandbox/pay-session.ts'
import type { SandboxDeps } from '../../payments/sandbox/sandbox-deps.ts'
import { settlePayment } from '../../payments/settle-payment.ts'
import { inTransaction } from '../../platform/db.ts'
import { demoGuests } from './demo-people.ts'
import type { DemoStay } from './demo-stays.ts'

const visa = '4242424242424242'
/** How long a page of the sandbox stays open: its own least time and a little. */
const pageMs = hourMs

type Input = { stay: DemoStay; listingId: ListingId; userId: UserId; today: CalendarDate }

/**
 * Books, pays and confirms one stay by the same use cases as any, at the time at which it was booked; and calls it off at
 * the time at which it was called off. Its refund is sent by its job. Does nothing a second time.
 */
export async function writeDemoStay(deps: SandboxDeps, { stay, listingId, userId, today }: Input): Promise<void> {
  const now = deps.clock.now()
  const bookedAt = at(deps, later(now, Math.min(stay.from - stay.bookedBefore, 0) * dayMs - hourMs))
  const asked = await ask(bookedAt, { stay, listingId, userId, today })
  if (asked.state.name === 'pending_payment') {
    await pay(bookedAt, { bookingId: asked.id, paymentId: asked.state.paymentId, amount: asked.snapshot.quote.total })
  }
  if (stay.cancelledAgo === undefined || asked.state.name === 'cancelled') return
  const person = { userId, hostId: null }
  const calledOff = at(deps, later(now, -stay.cancelledAgo * dayMs))
  const done = await cancelBooking(calledOff, { bookingId: asked.id, person, expectedRefund: undefined }, async () => {})
  assert(done.ok, `${stay.home} cannot be called off`)
}

/** The same, at another time. */
function at(deps: SandboxDeps, now: Instant): SandboxDeps {
  const clock = { now: () => now }
  return { ...deps, clock, ids: newIds(clock, deps.random) }
}

async function ask(deps: SandboxDeps, { stay, listingId, userId, today }: Input) {
  const nights = parseStay(addDays(today, stay.from), addDays(today, stay.from + stay.nights))
  assert(nights.ok, stay.home)
  const guests = { adults: stay.adults ?? 2, children: 0, infants: 0, pets: 0 }
  const offer = await offerStay(deps, { listingId, stay: nights.value, guests })
  assert(offer.ok, `${stay.home} from day ${stay.from}: ${offer.ok ? '' : offer.error.code}`)
  const bookingId: BookingId = idFrom(`demo:${stay.home}:${stay.from}:${stay.guest}`)
  const { name, phone } = demoGuests[stay.guest]
  const guest = { userId, hostId: null, emailVerified: true, name, phone, note: stay.note ?? '' }
  const returnUrl = `${deps.config.origin()}/trips/${bookingId}`
  const request = { bookingId, guest, listingId, stay: nights.value, guests, expectedTotal: offer.value.quote.total, returnUrl }
  const made = await createBooking(deps, request, async () => {})
  assert(made.ok, `${stay.home} from day ${stay.from}: ${made.ok ? '' : made.error.code}`)
  return made.value.booking
}

type Due = { bookingId: BookingId; paymentId: PaymentId; amount: Money }

/** On the sandbox's own books too, so that a refund finds the payment there. */
async function pay(deps: SandboxDeps, { bookingId, paymentId, amount }: Due): Promise<void> {
  const returnUrl = `${deps.config.origin()}/trips/${bookingId}`
  const opened = await inTransaction(deps.db, (tx) =>
    createSession(tx, deps, {
      mode: 'payment',
      client_reference_id: paymentId,
      line_items: [
        { quantity: 1, price_data: { currency: amount.currency.toLowerCase(), unit_amount: amount.minor, product_data: { name: 'Stay' } } },
      ],
      success_url: returnUrl,
      expires_at: Math.floor(later(deps.clock.now(), pageMs) / secondMs),
      metadata: { payment_id: paymentId, booking_id: bookingId },
      payment_intent_data: { metadata: { payment_id: paymentId, booking_id: bookingId }, transfer_group: bookingId },
    }),
  )
  const card = findTestCard(visa)
  assert(opened.ok && card, 'the sandbox opens no page')
  const sessionId = opened.value.id
  const paid = await paySession(deps, { sessionId, card })
  assert(paid.ok && paid.value.next === 'paid' && paid.value.session.intentId, 'the sandbox takes no money')
  const { intentId } = paid.value.session
  await settlePayment(deps, paymentId, { status: 'paid', sessionId, intentId, paymentId, amount, url: null })
  await confirmBooking(deps, { bookingId, paymentId, amount })
}
