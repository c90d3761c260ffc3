import type { Booking } from '../api/types.ts'

/** The colour of each state's tag, to guests and hosts alike: agreed, waiting for somebody, or over. */
export const toneOf = {
  pending_payment: 'lamp',
  requested: 'lamp',
  accepting: 'lamp',
  confirmed: 'good',
  in_stay: 'good',
  completed: 'good',
  no_show: 'plain',
  declined: 'plain',
  expired: 'plain',
  cancelled: 'plain',
} as const satisfies Record<Booking['state'], 'good' | 'lamp' | 'plain'>

/** Paid and not called off: ahead, going on, or over. */
export const isAgreed = (state: Booking['state']) => state === 'confirmed' || state === 'in_stay' || state === 'completed'
