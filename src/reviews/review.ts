import type { Categories, Category } from './stay-review.ts'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import type { ListingId, ReviewId, UserId } from '../kernel/ids.ts'

export type Review = Readonly<{
  id: ReviewId
  /** Empty when its author has left. */
  author: string
  /** Whose page tells more of the author; null for imported reviews and for who has left. */
  authorId: UserId | null
  /** What the names of the author's portrait's files begin with. */
  portrait: string | null
  body: string
  postedOn: CalendarDate
  /** 1 to 5; null when the author gave none. */
  rating: number | null
  /** Written on another market, about a stay that was not booked here. */
  imported: boolean
  /** How long they stayed; null where that is not known. */
  nights: number | null
}>

/** A review as another market has it. `sourceId` names it there, once and for all; without a body it is stars alone, which count. */
export type ImportedReview = Readonly<{
  listingId: ListingId
  sourceId: string
  authorName: string
  body: string
  postedOn: CalendarDate
  rating: number | null
  categories: Categories | null
}>

/** What is shown beside a listing's name. `average` has two decimals; null when nobody has rated. */
export type Rating = Readonly<{ average: number | null; count: number }>

/** The same as stored, with the day of the newest review. */
export type RatingSummary = Readonly<{ reviewCount: number; ratingHundredths: number | null; latestOn: CalendarDate | null }>

/** What is shown above a listing's reviews: how many gave 5, 4, 3, 2 and 1, and the averages of the six categories. */
export type ReviewSummary = Readonly<{
  distribution: { stars: number; count: number }[]
  categories: { category: Category; average: number }[]
}>
