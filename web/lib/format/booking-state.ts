import type { Booking } from '../api/types.ts'

/** Paid and not called off: ahead, going on, or over. */
export const isAgreed = (state: Booking['state']) => state === 'confirmed' || state === 'in_stay' || state === 'completed'
