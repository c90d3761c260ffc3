import type { PlaceType } from '../../listings/listing.ts'
import type { PolicyCode } from '../../listings/cancellation-policy.ts'
import type { Setting } from './art/picture.ts'
import type { DemoHostSlug } from './demo-hosts.ts'

/** A home of the demo, in the demo's own words. Money in cents of a euro. */
export type DemoHome = Readonly<{
  /** Its id at the source 'demo', and the seed of its pictures. */
  slug: string
  host: DemoHostSlug
  /** What its pictures show, and in which light. */
  picture: Pick<Setting, 'house' | 'place' | 'light' | 'scheme'>
  title: string
  /** At most 110 characters. */
  summary: string
  description: string
  houseRules: string
  /** 'entire' when left out. */
  placeType?: PlaceType
  propertyType: string
  /** Its units, when it has several. */
  unitNames?: readonly string[]
  town: string
  neighbourhood?: string
  address: string
  /** From the middle of the town, in degrees. */
  offset: Readonly<{ lat: number; lng: number }>
  sleeps: Readonly<{ capacity: number; bedrooms: number; beds: number; bathrooms: number }>
  petsMax?: number
  /** Codes, with spaces between them. */
  amenities: string
  policy: PolicyCode
  /** 16:00 and 10:00 when left out. */
  checkInFrom?: string
  checkOutBy?: string
  nightsMin: number
  price: DemoPrice
  /** Out of five, and how many gave stars, most of them without a word; a new home has neither. */
  rating?: number
  ratingCount?: number
  reviews: readonly DemoReview[]
}>

export type DemoPrice = Readonly<{
  night: number
  weekendNight: number
  /** In July and August, and around New Year. */
  highNight: number
  cleaning: number
  weeklyDiscountBp: number
  extraGuest?: Readonly<{ above: number; night: number }>
  pet?: number
}>

/** `stars`: of the whole, and of cleanliness, accuracy, check-in, communication, location and value: '5 555545'. */
export type DemoReview = readonly [author: string, daysAgo: number, body: string, stars: string]
