import type { Booking } from './booking.ts'
import type { Terms } from './refund-policy.ts'

/** What was agreed about calling the booking off. */
export const termsOf = ({ snapshot, stay, createdAt }: Booking): Terms => ({
  quote: snapshot.quote,
  policy: snapshot.policy,
  stay,
  checkInFrom: snapshot.checkInFrom,
  zone: snapshot.zone,
  bookedAt: createdAt,
})
