import type { StayRule } from '../calendar/shortest-stay.ts'
import type { DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import type { WallTime, Zone } from '../kernel/zone.ts'
import type { AgreedPolicy, PolicyRef } from '../listings/cancellation-policy.ts'
import type { Override, PricePlan } from '../pricing/price-plan.ts'
import type { Whereabouts } from './places/areas.ts'
import { newMemberships, type Memberships } from './memberships.ts'
import type { Nights } from './nights.ts'

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
    checkInFrom: WallTime
    /** Of all listings that name the same one, the last that was put is right. */
    policy: AgreedPolicy
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

/** Texts that many listings share, as small numbers. */
export type Codes<Text> = { of(text: Text): number; known(text: Text): number | undefined; texts: readonly Text[] }

function newCodes<Text extends string>(): Codes<Text> {
  const texts: Text[] = []
  const codes = new Map<Text, number>()
  return {
    of: (text) => {
      const known = codes.get(text)
      if (known !== undefined) return known
      codes.set(text, texts.length)
      return texts.push(text) - 1
    },
    known: (text) => codes.get(text),
    texts,
  }
}

export type Columns = {
  live: Uint8Array
  lat: Float64Array
  lng: Float64Array
  capacity: Uint16Array
  bedrooms: Uint16Array
  beds: Uint16Array
  bathroomHalves: Uint16Array
  petsMax: Uint16Array
  instantBook: Uint8Array
  nightsMin: Uint16Array
  nightsMax: Uint16Array
  placeType: Uint16Array
  propertyType: Uint32Array
  currency: Uint16Array
  zone: Uint16Array
  checkInFrom: Uint16Array
  reviewCount: Uint32Array
  /** Hundredths of a star; 0: not rated. */
  rating: Uint16Array
  /** 0: never reviewed. */
  reviewedOn: Int32Array
  firstUnit: Uint32Array
  unitCount: Uint16Array
  /** The nearest free arrival (-1: none), and until when it was looked for (0: not yet). */
  nearest: Int32Array
  nearestUntil: Int32Array
}

/** Room for `size` rows, and what the rows of `old` say. */
const newColumns = (size: number, old?: Columns): Columns => ({
  live: holding(new Uint8Array(size), old?.live),
  lat: holding(new Float64Array(size), old?.lat),
  lng: holding(new Float64Array(size), old?.lng),
  capacity: holding(new Uint16Array(size), old?.capacity),
  bedrooms: holding(new Uint16Array(size), old?.bedrooms),
  beds: holding(new Uint16Array(size), old?.beds),
  bathroomHalves: holding(new Uint16Array(size), old?.bathroomHalves),
  petsMax: holding(new Uint16Array(size), old?.petsMax),
  instantBook: holding(new Uint8Array(size), old?.instantBook),
  nightsMin: holding(new Uint16Array(size), old?.nightsMin),
  nightsMax: holding(new Uint16Array(size), old?.nightsMax),
  placeType: holding(new Uint16Array(size), old?.placeType),
  propertyType: holding(new Uint32Array(size), old?.propertyType),
  currency: holding(new Uint16Array(size), old?.currency),
  zone: holding(new Uint16Array(size), old?.zone),
  checkInFrom: holding(new Uint16Array(size), old?.checkInFrom),
  reviewCount: holding(new Uint32Array(size), old?.reviewCount),
  rating: holding(new Uint16Array(size), old?.rating),
  reviewedOn: holding(new Int32Array(size), old?.reviewedOn),
  firstUnit: holding(new Uint32Array(size), old?.firstUnit),
  unitCount: holding(new Uint16Array(size), old?.unitCount),
  nearest: holding(new Int32Array(size), old?.nearest),
  nearestUntil: holding(new Int32Array(size), old?.nearestUntil),
})

function holding<T extends Float64Array | Int32Array | Uint8Array | Uint16Array | Uint32Array>(column: T, old: T | undefined): T {
  if (old) column.set(old)
  return column
}

export type Price = Readonly<{ plan: PricePlan; overrides: readonly Override[]; currency: Currency }>

/** One row a listing, each fact a column. Rows are used again when a listing leaves. */
export type Rows = {
  columns: Columns
  ids: ListingId[]
  prices: Price[]
  stayRules: (readonly StayRule[])[]
  policyRefs: PolicyRef[]
  policies: Map<PolicyRef, AgreedPolicy>
  amenities: Memberships
  places: Whereabouts[]
  /** Rows in use lie below. */
  end: number
  count: number
  codes: Record<'placeType' | 'propertyType' | 'currency' | 'amenity', Codes<string>>
  zones: Codes<Zone>
  times: Codes<WallTime>
  /** Where a listing is; undefined when it is not here. */
  rowOf(id: ListingId): number | undefined
  /** The listing must not be here. */
  add(facts: SearchListing): void
  /** @returns where the listing was, or undefined when it was not here. */
  remove(id: ListingId): Whereabouts | undefined
}

export function newRows(nights: Nights): Rows {
  const byId = new Map<ListingId, number>()
  const spare: number[] = []
  const rows: Rows = {
    columns: newColumns(1024),
    ids: [],
    prices: [],
    stayRules: [],
    policyRefs: [],
    policies: new Map(),
    amenities: newMemberships(),
    places: [],
    end: 0,
    count: 0,
    codes: { placeType: newCodes(), propertyType: newCodes(), currency: newCodes(), amenity: newCodes() },
    zones: newCodes(),
    times: newCodes(),
    rowOf: (id) => byId.get(id),
    add: (facts) => {
      const row = spare.pop() ?? rows.end++
      if (row >= rows.columns.live.length) rows.columns = newColumns(rows.end * 2, rows.columns)
      rows.count++
      byId.set(facts.id, row)
      writeFacts(rows, row, facts)
      writeUnits(rows.columns, row, facts.units, nights)
    },
    remove: (id) => {
      const row = byId.get(id)
      if (row === undefined) return undefined
      writeUnits(rows.columns, row, [], nights)
      rows.columns.live[row] = 0
      rows.amenities.leaveAll(row)
      byId.delete(id)
      spare.push(row)
      rows.count--
      return rows.places[row]
    },
  }
  return rows
}

function writeFacts({ columns, codes, zones, times, ...rows }: Rows, row: number, facts: SearchListing): void {
  columns.live[row] = 1
  columns.lat[row] = facts.lat
  columns.lng[row] = facts.lng
  columns.capacity[row] = small(facts.capacity)
  columns.bedrooms[row] = small(facts.bedrooms)
  columns.beds[row] = small(facts.beds)
  columns.bathroomHalves[row] = small(facts.bathroomHalves)
  columns.petsMax[row] = small(facts.petsMax)
  columns.instantBook[row] = facts.instantBook ? 1 : 0
  columns.nightsMin[row] = small(facts.nightsMin)
  columns.nightsMax[row] = small(facts.nightsMax)
  columns.placeType[row] = codes.placeType.of(facts.placeType)
  columns.propertyType[row] = codes.propertyType.of(facts.propertyType)
  columns.currency[row] = codes.currency.of(facts.currency)
  columns.zone[row] = zones.of(facts.zone)
  columns.checkInFrom[row] = times.of(facts.checkInFrom)
  columns.reviewCount[row] = facts.reviewCount
  columns.rating[row] = facts.ratingHundredths ?? 0
  columns.reviewedOn[row] = facts.reviewedOn ?? 0
  columns.nearestUntil[row] = 0
  rows.ids[row] = facts.id
  rows.stayRules[row] = facts.stayRules
  rows.policyRefs[row] = facts.policy.ref
  rows.policies.set(facts.policy.ref, facts.policy)
  rows.prices[row] = { plan: facts.plan, overrides: facts.overrides, currency: facts.currency }
  for (const amenity of facts.amenities) rows.amenities.add(codes.amenity.of(amenity), row)
  rows.places[row] = {
    lat: facts.lat,
    lng: facts.lng,
    country: facts.country,
    region: facts.region,
    town: facts.town,
    neighbourhood: facts.neighbourhood,
  }
}

/** More than any guest asks for, whatever a host has typed: 2,147,483,647 nights at most is a real one. */
const small = (count: number) => Math.min(count, 65_535)

function writeUnits(columns: Columns, row: number, units: SearchListing['units'], nights: Nights): void {
  const [first, count] = [columns.firstUnit[row] ?? 0, columns.unitCount[row] ?? 0]
  if (count !== units.length) {
    if (count > 0) nights.release(first, count)
    columns.firstUnit[row] = units.length > 0 ? nights.allot(units.length) : 0
    columns.unitCount[row] = units.length
  }
  for (const [index, taken] of units.entries()) nights.fill((columns.firstUnit[row] ?? 0) + index, taken)
}
