import type { Money, Quote } from '../api/types.ts'
import type { Stay } from '../dates/open-nights.ts'

/** Why a stay can't be had as it was asked for, with the number that decides where there is one. */
export type Refusal = Readonly<{ reason: RefusalReason; limit: number | null }>

export const refusalReasons = [
  'nights_taken',
  'stay_too_short',
  'stay_too_long',
  'dates_past',
  'dates_too_far',
  'too_many_guests',
  'too_many_pets',
  'not_priced',
  'too_late_to_ask',
  'incomplete',
  'silent',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/**
 * What the price box has to say. `asked`: the dates are the reader's own; else the quote is for the nearest free stay, and
 * null when nothing is free. `near`: free stays close to the ones that can't be had, with their totals.
 */
export type Offer = Readonly<{
  asked: boolean
  quote: Quote | null
  refusal: Refusal | null
  near: readonly (Stay & Readonly<{ total: Money }>)[]
}>
