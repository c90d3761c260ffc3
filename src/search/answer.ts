import { fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs, type Instant } from '../kernel/clock.ts'
import type { ListingId } from '../kernel/ids.ts'
import { money, type Currency, type Money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Answer, Hit, Query, QueryError } from './engine.ts'
import { facetsOf } from './facets.ts'
import { boxOf, distanceKm, reachKm, wholeWorld, widthOf, wrapLng, type Box } from './geography.ts'
import { findMatches, findNamed, type Match, type Question } from './matches.ts'
import { pageOf, parseCursor, rankOf, writeCursor } from './order.ts'
import type { Rows } from './rows.ts'

export function answer(question: Question): Result<Answer, QueryError> {
  const { rows, query, now } = question
  const cursor = query.cursor === null ? ok(null) : parseCursor(query.sort, query.cursor)
  if (!cursor.ok) return cursor
  const suiting = findMatches(question)
  const currencies = [...new Set(suiting.map(({ price }) => price.currency))]
  const byPrice = query.priceMin !== null || query.priceMax !== null
  if (byPrice && currencies.length > 1) return err({ code: 'currency_needed', currencies: currencies.toSorted() })
  const matches = byPrice ? suiting.filter(({ total }) => isWithin(query, total)) : suiting
  const page = pageOf(
    matches.map((match) => rankedOf(rows, match, query, now)),
    query.limit,
    cursor.value,
  )
  const [currency] = currencies
  return ok({
    total: matches.length,
    hits: page.items.map(hitOf),
    histogram: currency && currencies.length === 1 ? histogramOf(totalsOf(suiting), currency) : null,
    facets: query.facets ? facetsOf(rows, matches) : null,
    pins: pinsOf(
      matches.map((match) => spotOf(rows, match)),
      query.box,
    ),
    nextCursor: page.next && writeCursor(query.sort, page.next),
    previousCursor: page.previous && writeCursor(query.sort, page.previous),
    page: { number: page.number, count: page.count },
  })
}

/** What each of these costs at its nearest stay, in their order; those that are not published are left out. */
export const answerNamed = (question: Omit<Question, 'query'>, asked: readonly ListingId[]): Hit[] => findNamed(question, asked).map(hitOf)

const isWithin = ({ priceMin, priceMax }: Query, total: number | null) =>
  total !== null && total >= (priceMin ?? 0) && total <= (priceMax ?? Infinity)

const totalsOf = (matches: readonly Match[]) => Float64Array.from(matches.flatMap(({ total }) => total ?? []))

function rankedOf({ columns }: Rows, match: Match, { sort, centre, box, stay }: Query, now: Instant) {
  const { row, id, total, checkIn, price } = match
  const today = Math.floor(now / dayMs)
  const reviewedOn = columns.reviewedOn[row] ?? 0
  const rank = rankOf(sort, {
    rating: columns.rating[row] ?? 0,
    reviewCount: columns.reviewCount[row] ?? 0,
    reviewAge: reviewedOn === 0 ? null : today - reviewedOn,
    instantBook: columns.instantBook[row] === 1,
    km: centre && distanceKm(centre, { lat: columns.lat[row] ?? 0, lng: columns.lng[row] ?? 0 }),
    reachKm: box ? reachKm(box) : 0,
    waitDays: stay ? 0 : Math.max(0, checkIn - today),
    total,
    currency: price.currency,
  })
  return { ...match, rank, id }
}

function hitOf({ id, checkIn, nights, total, price }: Match): Hit {
  if (total === null) return { listingId: id, price: null }
  const dates = { checkIn: fromDayNumber(checkIn), checkOut: fromDayNumber(checkIn + nights) }
  return { listingId: id, price: { total: money(total, price.currency), nights, ...dates } }
}

function spotOf({ columns }: Rows, { row, id, total, price }: Match): Spot {
  return { id, lat: columns.lat[row] ?? 0, lng: columns.lng[row] ?? 0, total: total === null ? null : money(total, price.currency) }
}

/** `counts[i]` totals lie in [from + i × step, from + (i + 1) × step); the last one holds whatever is dearer. */
export type Histogram = Readonly<{ currency: Currency; from: number; step: number; counts: readonly number[] }>

export const histogramBars = 24
/** The dearest few would press all others into one bar. */
const dearest = 0.98

/** Bars of a round width that hold `totals`; null when there are none. */
export function histogramOf(totals: Float64Array, currency: Currency): Histogram | null {
  if (totals.length === 0) return null
  const sorted = totals.toSorted()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const [lowest, high] = [at(0), at(dearest)]
  const step = roundStep((high - lowest + 1) / histogramBars)
  const from = Math.floor(lowest / step) * step
  const counts: number[] = Array.from({ length: Math.min(histogramBars, Math.floor((high - from) / step) + 1) }, () => 0)
  for (const total of sorted) {
    const bar = Math.min(counts.length - 1, Math.floor((total - from) / step))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  return { currency, from, step, counts }
}

/** The first of 1, 2, 5, 10, 20, 50 … that is not below `least`. */
function roundStep(least: number): number {
  for (let power = 1; ; power *= 10) for (const factor of [1, 2, 5]) if (power * factor >= least) return power * factor
}

export type Spot = Readonly<{ id: ListingId; lat: number; lng: number; total: Money | null }>
/** `listingId` is null for several places in one. */
export type Pin = Readonly<{ listingId: ListingId | null; count: number; lat: number; lng: number; total: Money | null }>

/** More than this many spots are put together by the cells of a grid. */
export const pinsMax = 100
const [cellsWide, cellsHigh] = [12, 8]

/** One pin a spot while they are few, else one a cell of the box, in the middle of those that it stands for. */
export function pinsOf(spots: readonly Spot[], asked: Box | null): Pin[] {
  if (spots.length <= pinsMax) return spots.map(pinOf)
  const box =
    asked ??
    boxOf(
      spots.map(({ lat }) => lat),
      spots.map(({ lng }) => lng),
      0,
    ) ??
    wholeWorld
  const cells = new Map<number, Spot[]>()
  for (const spot of spots) {
    const cell = cellOf(spot, box)
    const there = cells.get(cell)
    if (there) there.push(spot)
    else cells.set(cell, [spot])
  }
  return [...cells].toSorted(([a], [b]) => a - b).map(([, together]) => clusterOf(together))
}

const pinOf = ({ id, lat, lng, total }: Spot): Pin => ({ listingId: id, count: 1, lat, lng, total })

function cellOf({ lat, lng }: Spot, box: Box): number {
  const [east, north] = [(lng - box[0] + 360) % 360, lat - box[1]]
  const [width, height] = [Math.max(widthOf(box), 1e-9), Math.max(box[3] - box[1], 1e-9)]
  const column = Math.min(cellsWide - 1, Math.floor((east / width) * cellsWide))
  const row = Math.min(cellsHigh - 1, Math.floor((north / height) * cellsHigh))
  return row * cellsWide + column
}

function clusterOf(spots: readonly Spot[]): Pin {
  const [first] = spots
  if (first && spots.length === 1) return pinOf(first)
  let [lat, east] = [0, 0]
  const lng0 = first?.lng ?? 0
  for (const spot of spots) {
    lat += spot.lat
    east += wrapLng(spot.lng - lng0)
  }
  return { listingId: null, count: spots.length, lat: lat / spots.length, lng: wrapLng(lng0 + east / spots.length), total: null }
}
