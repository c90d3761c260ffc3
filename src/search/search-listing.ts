import type { StayRule } from '../calendar/shortest-stay.ts'
import type { DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import type { WallTime, Zone } from '../kernel/zone.ts'
import type { AgreedPolicy } from '../listings/cancellation-policy.ts'
import type { Override, PricePlan } from '../pricing/price-plan.ts'
import type { Whereabouts } from './places/areas.ts'

/** All that search knows of a published listing. Its point is the blurred one: the exact one never gets here. */
export type SearchListing = Whereabouts &
  Readonly<{
    id: ListingId
    zone: Zone
    placeType: string
    propertyType: string
    capacity: number
    bedrooms: number
    beds: number
    bathroomHalves: number
    petsMax: number
    instantBook: boolean
    policy: AgreedPolicy
    checkInFrom: WallTime
    nightsMin: number
    nightsMax: number
    currency: Currency
    amenities: readonly string[]
    reviewCount: number
    ratingHundredths: number | null
    /** The day of the latest review. */
    reviewedOn: DayNumber | null
    plan: PricePlan
    overrides: readonly Override[]
    /** In order of date, apart from each other. */
    stayRules: readonly StayRule[]
    /** The nights taken of each unit, at least those in the window. */
    units: readonly (readonly DayNumber[])[]
  }>
