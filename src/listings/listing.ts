import type { HostId, ListingId, UnitId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import type { WallTime, Zone } from '../kernel/zone.ts'
import type { PolicyRef } from './cancellation-policy.ts'
import type { OpenFact } from './draft.ts'
import type { Room } from './room.ts'
import type { Photo } from './photo.ts'

export type ListingState = 'draft' | 'published' | 'paused'
export type PlaceType = 'entire' | 'private_room' | 'shared_room' | 'hotel_room'
export type Point = Readonly<{ lat: number; lng: number }>

/** What is offered, as its own people see it. */
export type Listing = Readonly<{
  id: ListingId
  hostId: HostId
  state: ListingState
  title: string
  /** One line of why, for lists. */
  summary: string
  description: string
  houseRules: string
  placeType: PlaceType
  propertyType: string
  country: string | null
  region: string | null
  town: string
  neighbourhood: string | null
  address: string | null
  /** Where the door is. Leaves the server only for confirmed guests and the listing's own people. */
  exact: Point
  /** The one point near it that strangers may know. */
  blurred: Point
  zone: Zone
  capacity: number
  bedrooms: number
  beds: number
  bathrooms: number
  petsMax: number
  amenities: readonly string[]
  instantBook: boolean
  policy: PolicyRef
  checkInFrom: WallTime
  checkOutBy: WallTime
  nightsMin: number
  nightsMax: number
  currency: Currency
  /** What nobody has said of a draft yet; its values mean nothing. */
  unsaid: readonly OpenFact[]
  rooms: readonly Room[]
  unitIds: readonly UnitId[]
  photos: readonly Photo[]
  source: string | null
  /** What was last read at the source. */
  sourceHash: string | null
  version: number
}>

/** A listing without what it has many of: one row, for who needs no more. */
export type BareListing = Omit<Listing, 'rooms' | 'unitIds' | 'amenities' | 'photos'>
