import { calendarDate, type CalendarDate } from '../../kernel/calendar-date.ts'
import type { PlaceType } from '../../listings/listing.ts'
import type { PolicyCode } from '../../listings/cancellation-policy.ts'
import type { Setting } from './art/picture.ts'

/** A home of the demo, in the demo's own words. Money in cents of a euro. */
export type DemoHome = Readonly<{
  /** Its id at the source 'demo', and the seed of its pictures. */
  slug: string
  /** What its pictures show, and in which light. */
  picture: Pick<Setting, 'house' | 'place' | 'light' | 'scheme'>
  host: DemoHostSlug
  title: string
  /** At most 110 characters. */
  summary: string
  description: string
  houseRules: string
  placeType: PlaceType
  propertyType: string
  town: string
  neighbourhood: string | null
  address: string
  /** From the middle of the town, in degrees. */
  offset: Readonly<{ lat: number; lng: number }>
  capacity: number
  bedrooms: number
  beds: number
  bathrooms: number
  petsMax: number
  amenities: readonly string[]
  policy: PolicyCode
  checkInFrom: string
  checkOutBy: string
  nightsMin: number
  price: DemoPrice
  /** Out of five, and how many said so. */
  rating: number
  ratingCount: number
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

export type DemoReview = Readonly<{ author: string; daysAgo: number; body: string }>

export type DemoHostSlug = 'maren' | 'idris' | 'bea' | 'jon'

export type DemoHost = Readonly<{ name: string; about: string; since: CalendarDate }>

export const demoHosts: Readonly<Record<DemoHostSlug, DemoHost>> = {
  maren: {
    name: 'Maren',
    about: 'Boatbuilder, third generation on Rope Lane. I live four doors up and I’m happy to be asked where to eat, or left alone.',
    since: calendarDate('2019-04-12'),
  },
  idris: {
    name: 'Idris',
    about: 'I keep the lock and the two moorings below it. If you hear somebody swear at a sluice at seven in the morning, that’s me.',
    since: calendarDate('2017-03-02'),
  },
  bea: {
    name: 'Bea and Orla',
    about: 'Sisters. We took on our aunt’s orchard in 2015 and the barn came with it. One of us is always about, usually up a ladder.',
    since: calendarDate('2015-09-20'),
  },
  jon: {
    name: 'Jon',
    about: 'Forester by day. I built both cabins with the timber that came down in the big storm, and I still know which tree is which.',
    since: calendarDate('2018-11-05'),
  },
}
