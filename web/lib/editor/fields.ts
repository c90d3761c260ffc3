import type { components } from '../api/schema.d.ts'
import type { Listing } from '../api/types.ts'
import { decimalsOf } from '../format/minor-units.ts'
import { bedKinds } from '../listing/vocabulary.ts'
import type { FormStep } from './steps.ts'

/** What a form's fields hold, as typed: kept word for word when something is wrong with it. */
export type Fields = Readonly<Record<string, readonly string[]>>

export type Prices = Omit<components['schemas']['Prices'], 'overrides'>
export type Unit = components['schemas']['Units']['items'][number]

/** All that the form's steps show of a listing. */
export type Draft = Readonly<{ listing: Listing; prices: Prices | null; units: readonly Unit[] }>

export const textIn = (fields: Fields, name: string) => fields[name]?.[0] ?? ''

const one = (value: string | number | null) => [value === null ? '' : String(value)]
const said = (listing: Listing, fact: Listing['unsaid'][number], value: string) => (listing.unsaid.includes(fact) ? [] : [value])

/** What is known so far, as each step's form shows it. */
const shown: { [S in FormStep]: (draft: Draft) => Fields } = {
  kind: ({ listing }) => ({ placeType: [listing.placeType], propertyType: [listing.propertyType] }),
  place: ({ listing }) => ({
    place: [listing.town],
    placeId: [''],
    neighbourhood: one(listing.neighbourhood),
    address: one(listing.address),
    at: [pointText(listing.location)],
  }),
  rooms: ({ listing, units }) => ({
    capacity: one(listing.capacity),
    bedrooms: one(listing.bedrooms),
    bathrooms: one(listing.bathrooms),
    ...roomFields(listing.rooms),
    unitId: units.map(({ id }) => id),
    unitName: units.map(({ name }) => name),
    unitsMore: [''],
  }),
  amenities: ({ listing }) => ({ amenities: listing.amenities }),
  texts: ({ listing }) => ({ title: [listing.title], summary: [listing.summary], description: [listing.description] }),
  prices: ({ listing, prices }) => priceFields(prices, listing.currency),
  rules: ({ listing }) => ({
    checkInFrom: [listing.checkInFrom],
    checkOutBy: [listing.checkOutBy],
    nightsMin: one(listing.nightsMin),
    nightsMax: one(listing.nightsMax),
    petsMax: one(listing.petsMax),
    policy: said(listing, 'policy', listing.policy),
    instantBook: said(listing, 'instantBook', listing.instantBook ? 'yes' : 'no'),
    houseRules: [listing.houseRules],
  }),
}

export const fieldsOf = (step: FormStep, draft: Draft): Fields => shown[step](draft)

/** '51.2194, 4.4025': what maps call coordinates, north or south first. */
export const pointText = ({ lat, lng }: { lat: number; lng: number }) => `${lat}, ${lng}`

/** Rows of the form: one for each room, and one to begin with. */
export const roomsIn = (fields: Fields) => Math.max(1, (fields.roomName ?? []).length)

function roomFields(rooms: Listing['rooms']): Fields {
  const count = (beds: Listing['rooms'][number]['beds'], kind: string) => beds.find((bed) => bed.kind === kind)?.count ?? 0
  const beds = bedKinds.map((kind): [string, string[]] => [`bed.${kind}`, rooms.map((room) => String(count(room.beds, kind)))])
  return { roomName: rooms.map(({ name }) => name), roomNote: rooms.map(({ note }) => note), ...Object.fromEntries(beds) }
}

const percent = (bp: number | undefined) => (bp ? String(bp / 100) : '')

function priceFields(prices: Prices | null, currency: string): Fields {
  const amount = (minor: number | null | undefined) => (minor ? amountText(minor, currency) : '')
  return {
    base: [amount(prices?.baseMinor)],
    weekend: [amount(prices?.weekendMinor)],
    weekly: [percent(prices?.weeklyDiscountBp)],
    monthly: [percent(prices?.monthlyDiscountBp)],
    cleaning: [amount(prices?.cleaningMinor)],
    guestsIncluded: [String(prices?.guestsIncluded ?? '')],
    extraGuest: [amount(prices?.extraGuestMinor)],
    pet: [amount(prices?.petMinor)],
  }
}

/** 120 or 120.50, as it is typed. */
export function amountText(minor: number, currency: string) {
  const digits = decimalsOf(currency)
  const text = (minor / 10 ** digits).toFixed(digits)
  return digits > 0 ? text.replace(/\.0+$/, '') : text
}
