import type { paths } from '../api/schema.d.ts'
import type { PlainKey } from '../i18n/keys.ts'
import { decimalsOf } from '../format/minor-units.ts'
import { bedKinds, placeTypes, policies } from '../listing/vocabulary.ts'
import { textIn, type Fields, type Prices } from './fields.ts'
import type { FormStep } from './steps.ts'

type Body = NonNullable<paths['/api/v1/listings/{id}']['patch']['requestBody']>['content']['application/json']
export type Patch = Omit<Body, 'was'>
/** What to say beside which field. */
export type Errors = Readonly<Record<string, PlainKey | undefined>>
export type Read<Value> = Readonly<{ value: Value; errors: Errors }>

const limits = {
  capacity: [1, 50],
  bedrooms: [0, 50],
  bathrooms: [0, 50],
  nightsMin: [1, 365],
  nightsMax: [1, 365],
  petsMax: [0, 10],
} as const
export const summaryShownMax = 110
const text = (fields: Fields, name: string) => textIn(fields, name).trim()
const words = (fields: Fields, name: string) => text(fields, name) || null

/** What a step's form says, for the API; and what is wrong with it, field by field. A field in error is left out. */
export function readStep(step: Exclude<FormStep, 'prices'>, fields: Fields): Read<Patch> {
  return readers[step](fields)
}

const readers: { [S in Exclude<FormStep, 'prices'>]: (fields: Fields) => Read<Patch> } = {
  kind: (fields) => ({
    value: {
      placeType: oneOf(placeTypes, text(fields, 'placeType')),
      propertyType: text(fields, 'propertyType'),
    },
    errors: text(fields, 'propertyType') === '' ? { propertyType: 'editor.wrong.choose' } : {},
  }),
  place: (fields) => {
    const exact = parsePoint(textIn(fields, 'at'))
    const value = { address: words(fields, 'address'), neighbourhood: words(fields, 'neighbourhood'), ...(exact ? { exact } : {}) }
    return { value, errors: exact ? {} : { at: 'editor.wrong.point' } }
  },
  rooms: (fields) => {
    const { value, errors } = numbersIn(fields, ['capacity', 'bedrooms'])
    const bathrooms = numberIn(fields, 'bathrooms')
    const halves = bathrooms !== null && Number.isInteger(bathrooms * 2) && bathrooms >= 0 && bathrooms <= 50
    return {
      value: { ...value, ...(halves ? { bathrooms } : {}), rooms: readRooms(fields) },
      errors: halves ? errors : { ...errors, bathrooms: 'editor.wrong.halves' },
    }
  },
  amenities: (fields) => ({ value: { amenities: [...(fields.amenities ?? [])] }, errors: {} }),
  texts: (fields) => {
    const [title, summary, description] = ['title', 'summary', 'description'].map((name) => text(fields, name))
    const tooLong = (summary ?? '').length > summaryShownMax
    return {
      value: { ...(title ? { title } : {}), summary: summary ?? '', description: description ?? '' },
      errors: tooLong ? { summary: 'editor.wrong.summary' } : {},
    }
  },
  rules: (fields) => {
    const { value, errors } = numbersIn(fields, ['nightsMin', 'nightsMax', 'petsMax'])
    const times = ['checkInFrom', 'checkOutBy'].filter((name) => !/^\d\d:\d\d$/.test(text(fields, name)))
    const upsideDown = (value.nightsMin ?? 1) > (value.nightsMax ?? 365)
    const policy = text(fields, 'policy')
    return {
      value: {
        ...value,
        checkInFrom: text(fields, 'checkInFrom'),
        checkOutBy: text(fields, 'checkOutBy'),
        houseRules: text(fields, 'houseRules'),
        ...(policy ? { policy: policyOf(policy) } : {}),
        ...(text(fields, 'instantBook') ? { instantBook: text(fields, 'instantBook') === 'yes' } : {}),
      },
      errors: {
        ...errors,
        ...Object.fromEntries(times.map((name) => [name, 'editor.wrong.time'])),
        ...(upsideDown ? { nightsMax: 'editor.wrong.nights' } : {}),
      },
    }
  },
}

const madePolicy = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** The operator's own policies go by their ids; whether there is such a one is for the API to say. */
const policyOf = (asked: string): string => (madePolicy.test(asked) ? asked : oneOf([...policies, 'long_stay'] as const, asked))

function oneOf<Word extends string>(known: readonly [Word, ...Word[]], asked: string): Word {
  return known.find((each) => each === asked) ?? known[0]
}

function numberIn(fields: Fields, name: string): number | null {
  const typed = text(fields, name).replace(',', '.')
  return /^\d{1,6}(\.\d+)?$/.test(typed) ? Number(typed) : null
}

type Counted = Exclude<keyof typeof limits, 'bathrooms'>

function numbersIn(fields: Fields, names: readonly Counted[]): Read<Partial<Record<Counted, number>>> {
  const value: Partial<Record<Counted, number>> = {}
  const errors: Record<string, PlainKey> = {}
  for (const name of names) {
    const number = numberIn(fields, name)
    const [min, max] = limits[name]
    if (number !== null && Number.isInteger(number) && number >= min && number <= max) value[name] = number
    else errors[name] = 'editor.wrong.number'
  }
  return { value, errors }
}

/** Rows of the form that say something. */
function readRooms(fields: Fields): NonNullable<Patch['rooms']> {
  const names = fields.roomName ?? []
  const rooms = names.map((name, row) => ({
    name: name.trim(),
    note: (fields.roomNote?.[row] ?? '').trim(),
    beds: bedKinds.flatMap((kind) => {
      const count = Math.min(20, Number(fields[`bed.${kind}`]?.[row] ?? 0) || 0)
      return count > 0 ? [{ kind, count: Math.floor(count) }] : []
    }),
  }))
  return rooms.filter(({ name, beds }) => name !== '' || beds.length > 0)
}

/** '51.2194, 4.4025' and what else people copy out of maps: '51.2194 4.4025', '(51.2194;4.4025)'. */
export function parsePoint(typed: string): { lat: number; lng: number } | null {
  const [, lat, lng] =
    /^\D*?(-?\d{1,2}(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)°?\)?\s*$/.exec(typed.trim().replaceAll('−', '-')) ?? []
  if (lat === undefined || lng === undefined) return null
  const point = { lat: Number(lat), lng: Number(lng) }
  return Math.abs(point.lat) <= 85 && Math.abs(point.lng) <= 180 ? point : null
}

/** Minor units of what is typed, '120', '120.5' or '120,50'; null when it is no amount. */
export function parseAmount(typed: string, currency: string): number | null {
  const digits = decimalsOf(currency)
  const [, whole, part = ''] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim().replaceAll(/[\s'’]/g, '')) ?? []
  if (whole === undefined || part.length > digits) return null
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || 0)
}

/** The prices step. Null when the usual price is not there: without it there are none. @param capacity how many the price covers unless said */
export function readPrices(fields: Fields, { currency, capacity }: { currency: string; capacity: number }): Read<Prices | null> {
  const errors: Record<string, PlainKey> = {}
  const take = <T>(name: string, otherwise: T, parse: (typed: string) => number | null): number | T => {
    if (text(fields, name) === '') return otherwise
    const value = parse(text(fields, name))
    if (value === null) errors[name] = 'editor.wrong.amount'
    return value ?? otherwise
  }
  const amount = (typed: string) => parseAmount(typed, currency)
  const percent = (typed: string) => (/^\d{1,2}([.,]\d{1,2})?$/.test(typed) ? Math.round(Number(typed.replace(',', '.')) * 100) : null)
  const heads = (typed: string) => (/^[1-9]\d?$/.test(typed) && Number(typed) <= 50 ? Number(typed) : null)
  const base = take('base', 0, amount)
  if (base === 0) errors.base ??= 'editor.wrong.base'
  const value: Prices = {
    baseMinor: base,
    weekendMinor: take('weekend', null, amount),
    weeklyDiscountBp: take('weekly', 0, percent),
    monthlyDiscountBp: take('monthly', 0, percent),
    cleaningMinor: take('cleaning', 0, amount),
    guestsIncluded: take('guestsIncluded', capacity, heads),
    extraGuestMinor: take('extraGuest', 0, amount),
    petMinor: take('pet', 0, amount),
  }
  return { value: base === 0 ? null : value, errors }
}
