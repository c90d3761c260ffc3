import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId, ReviewId } from '../kernel/ids.ts'

export type Review = Readonly<{
  id: ReviewId
  author: string
  body: string
  postedOn: CalendarDate
  /** 1 to 5; null when the author gave none. */
  rating: number | null
  /** Written on another market, about a stay that was not booked here. */
  imported: boolean
}>

/** A review as another market has it. `sourceId` names it there, once and for all. */
export type ImportedReview = Readonly<{
  listingId: ListingId
  sourceId: string
  authorName: string
  body: string
  postedOn: CalendarDate
  rating: number | null
}>

/** What is shown beside a listing's name. `average` has two decimals; null when nobody has rated. */
export type Rating = Readonly<{ average: number | null; count: number }>

/** The same as stored, with the day of the newest review. */
export type RatingSummary = Readonly<{ reviewCount: number; ratingHundredths: number | null; latestOn: CalendarDate | null }>
