import { nightsMinOn } from '../calendar/shortest-stay.ts'
import { dayNumber, fromDayNumber, type DayNumber } from '../kernel/calendar-date.ts'
import type { ListingId } from '../kernel/ids.ts'
import { minuteMs, type Instant } from '../kernel/clock.ts'
import { stayNightsMax } from '../kernel/stay.ts'
import { dateAt, wallInstant, type WallTime, type Zone } from '../kernel/zone.ts'
import { isTooLateToAsk, nightsAheadMax } from '../listings/listing-policy.ts'
import type { Terms } from '../pricing/market-terms.ts'
import { priceTotal } from '../pricing/quote.ts'
import type { Query } from './engine.ts'
import { insideOf, wholeWorld } from './geography.ts'
import { windowNights, type Nights } from './nights.ts'
import type { Codes, Price, Rows } from './rows.ts'

/** A listing that suits, and the stay it offers: the one asked for, or its nearest. No nights, no total: nothing is to be had in the window. */
export type Match = Readonly<{ row: number; id: ListingId; price: Price; checkIn: DayNumber; nights: number; total: number | null }>

export type Question = Readonly<{ rows: Rows; nights: Nights; terms: Terms; today: Today; query: Query; now: Instant }>

/** Everything that suits in all but price. With dates: free for all nights in one unit, and the host takes such stays. */
export function findMatches({ rows, nights, terms, today, query, now }: Question): Match[] {
  const { ids, prices, end } = rows
  const suits = newFilter(rows, query)
  const daysOf = newDaysOf(rows, today, now)
  const offer = query.stay ? offerStay(query.stay, rows, nights) : offerNearest(rows, nights)
  const matches: Match[] = []
  for (let row = 0; row < end; row++) {
    const stay = suits(row) ? offer(row, daysOf(row)) : null
    const id = stay && ids[row]
    const price = stay && prices[row]
    if (!id || !price) continue
    const { checkIn, nights: count } = stay
    const total = count === 0 ? 0 : priceTotal({ ...price, terms }, checkIn, checkIn + count, query.guests)
    // Nobody can book for nothing: checkout takes a stay that comes to nothing for one that has not been priced.
    if (total > 0) matches.push({ row, id, price, checkIn, nights: count, total })
    else if (!query.stay) matches.push({ row, id, price, ...nothingFree, total: null })
  }
  return matches
}

/** The nearest stay of each of these that is published, in the order of `asked`; whoever asks is one adult, whom every home takes. */
export function findNamed({ rows, nights, terms, today, now }: Omit<Question, 'query'>, asked: readonly ListingId[]): Match[] {
  const { prices } = rows
  const daysOf = newDaysOf(rows, today, now)
  const offer = offerNearest(rows, nights)
  return asked.flatMap((id) => {
    const row = rows.rowOf(id)
    const price = row === undefined ? undefined : prices[row]
    if (row === undefined || !price) return []
    const { checkIn, nights: count } = offer(row, daysOf(row)) ?? nothingFree
    const total = count === 0 ? 0 : priceTotal({ ...price, terms }, checkIn, checkIn + count, oneAdult)
    return total > 0 ? { row, id, price, checkIn, nights: count, total } : { row, id, price, ...nothingFree, total: null }
  })
}

const oneAdult = { adults: 1, children: 0, infants: 0, pets: 0 }

type Filter = (row: number) => boolean

function newFilter(rows: Rows, query: Query): Filter {
  const { columns, codes } = rows
  const { live, lat, lng, capacity, petsMax, bedrooms, beds, bathroomHalves, instantBook } = columns
  const { box, guests, bedroomsMin, bedsMin } = query
  const halvesMin = query.bathroomsMin * 2
  const inside = insideOf(box ?? wholeWorld)
  const heads = guests.adults + guests.children
  const placeTypes = chosen(codes.placeType, query.placeTypes)
  const propertyTypes = chosen(codes.propertyType, query.propertyTypes)
  const currency = chosen(codes.currency, query.currency === null ? [] : [query.currency])
  const amenities = query.amenities.map(codes.amenity.known)
  if (amenities.includes(undefined)) return () => false
  const haves = amenities.map((code) => rows.amenities.of(code ?? 0))
  return (row) =>
    live[row] === 1 &&
    inside(lat[row] ?? 0, lng[row] ?? 0) &&
    heads <= (capacity[row] ?? 0) &&
    guests.pets <= (petsMax[row] ?? 0) &&
    bedroomsMin <= (bedrooms[row] ?? 0) &&
    bedsMin <= (beds[row] ?? 0) &&
    halvesMin <= (bathroomHalves[row] ?? 0) &&
    (!query.instantBook || instantBook[row] === 1) &&
    (!placeTypes || placeTypes.has(columns.placeType[row] ?? 0)) &&
    (!propertyTypes || propertyTypes.has(columns.propertyType[row] ?? 0)) &&
    (!currency || currency.has(columns.currency[row] ?? 0)) &&
    haves.every((has) => has(row))
}

/** The codes of what was chosen; undefined when nothing was, which lets everything pass. */
function chosen(codes: Codes<string>, texts: readonly string[]): Set<number> | undefined {
  if (texts.length === 0) return undefined
  return new Set(texts.map(codes.known).filter((code) => code !== undefined))
}

type Offered = Readonly<{ checkIn: DayNumber; nights: number }>
/** What day it is where a home is, and the first on which a stay there may begin: not always today where its host answers first. */
type Days = Readonly<{ today: DayNumber; first: DayNumber }>
type Offer = (row: number, days: Days) => Offered | null

/** Worked out once for all homes in a zone, and for all of them with the same hour of arrival. */
function newDaysOf({ columns, zones, times }: Rows, today: Today, now: Instant): (row: number) => Days {
  const days = zones.texts.map((zone) => today(zone, now))
  const asked = new Map<number, DayNumber>()
  return (row) => {
    const zoneCode = columns.zone[row] ?? 0
    const day = days[zoneCode] ?? 0
    if (columns.instantBook[row] === 1) return { today: day, first: day }
    const timeCode = columns.checkInFrom[row] ?? 0
    const clock = timeCode * 65_536 + zoneCode
    const [time, zone] = [times.texts[timeCode], zones.texts[zoneCode]]
    const first = asked.get(clock) ?? (time && zone ? firstAsked(day, time, zone, now) : day)
    asked.set(clock, first)
    return { today: day, first }
  }
}

/** From which day on there is time to ask. */
function firstAsked(today: DayNumber, time: WallTime, zone: Zone, now: Instant): DayNumber {
  let day = today
  while (isTooLateToAsk(wallInstant(fromDayNumber(day), time, zone), now)) day++
  return day
}

const nothingFree: Offered = { checkIn: 0, nights: 0 }

/** What the host asks of a stay that begins on `day`: listings with rules are few, and each costs a look. */
function nightsMinOf({ columns, stayRules }: Rows, row: number, day: DayNumber): number {
  const usual = columns.nightsMin[row] ?? 0
  const rules = stayRules[row]
  return rules === undefined || rules.length === 0 ? usual : nightsMinOn({ nightsMin: usual, stayRules: rules }, day)
}

function offerStay(stay: NonNullable<Query['stay']>, rows: Rows, nights: Nights): Offer {
  const [checkIn, checkOut] = [dayNumber(stay.checkIn), dayNumber(stay.checkOut)]
  const count = checkOut - checkIn
  const mask = nights.mask(checkIn, checkOut)
  const offered: Offered = { checkIn, nights: count }
  // For a moment after midnight the window still ends a night too early.
  const known = checkIn >= nights.from() && checkOut <= nights.from() + windowNights
  const { nightsMax, firstUnit, unitCount } = rows.columns
  return (row, { today, first }) => {
    if (!known || checkIn < first || checkOut > today + nightsAheadMax || count > (nightsMax[row] ?? 0)) return null
    if (count < nightsMinOf(rows, row, checkIn)) return null
    return nights.anyFree(firstUnit[row] ?? 0, unitCount[row] ?? 0, mask) ? offered : null
  }
}

/** Without dates a stay of three nights is shown, or of as many as the host asks for. */
const usualNights = 3
const nearestNights = (nightsMin: number, nightsMax: number) => Math.min(Math.max(usualNights, nightsMin), nightsMax)

function offerNearest(rows: Rows, nights: Nights): Offer {
  const { nightsMax, firstUnit, unitCount, nearest, nearestUntil } = rows.columns
  /** The length of the stay shown that begins on `day`; Infinity where none may begin. */
  const lengthOn = (row: number, day: DayNumber) => {
    const [least, most] = [nightsMinOf(rows, row, day), nightsMax[row] ?? 0]
    const count = nearestNights(least, most)
    return count > stayNightsMax || count < Math.max(1, least) ? Infinity : count
  }
  const find = (row: number, { today, first }: Days) => {
    const units = { first: firstUnit[row] ?? 0, count: unitCount[row] ?? 0 }
    const within = { from: first, until: today + nightsAheadMax }
    if ((rows.stayRules[row]?.length ?? 0) > 0) return nights.firstFitting(units, within, (day) => lengthOn(row, day))
    const count = lengthOn(row, first)
    return count === Infinity ? -1 : nights.firstFree(units, within, count)
  }
  return (row, days) => {
    const until = days.today + nightsAheadMax
    const found = nearest[row] ?? -1
    // What was found stays the nearest until it is too late for it; what was not, until there is a day more to look at.
    if (nearestUntil[row] === 0 || (found < 0 ? nearestUntil[row] !== until : found < days.first)) {
      nearest[row] = find(row, days)
      nearestUntil[row] = until
    }
    const checkIn = nearest[row] ?? -1
    return checkIn < 0 ? nothingFree : { checkIn, nights: lengthOn(row, checkIn) }
  }
}

/** Wall clocks differ from UTC by whole quarters of an hour, so that no calendar turns its page in between. */
const quarterOf = (now: Instant) => Math.floor(now / (15 * minuteMs))

/** What day it is in a zone: asked for thousands of listings a second, found once a quarter of an hour. */
export type Today = (zone: Zone, now: Instant) => DayNumber

export function newToday(): Today {
  let quarter = -1
  const days = new Map<Zone, DayNumber>()
  return (zone, now) => {
    if (quarterOf(now) !== quarter) days.clear()
    quarter = quarterOf(now)
    const day = days.get(zone) ?? dayNumber(dateAt(now, zone))
    days.set(zone, day)
    return day
  }
}
