import { presetPolicy } from '../listings/cancellation-policy.ts'
import type { Booking } from './booking.ts'
import type { Given } from './given-back.ts'
import type { Terms } from './refund-policy.ts'

/** What was agreed about calling the booking off, with what has been given back of it since. */
export const termsOf = ({ snapshot, stay, createdAt }: Booking, given: Given): Terms => ({
  given,
  quote: snapshot.quote,
  // Bookings of old name a preset, whose tiers are what they were.
  policy: typeof snapshot.policy === 'string' ? presetPolicy(snapshot.policy) : snapshot.policy,
  stay,
  checkInFrom: snapshot.checkInFrom,
  zone: snapshot.zone,
  bookedAt: createdAt,
})
