import { fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs, type Instant } from '../kernel/clock.ts'
import { money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Answer, Hit, Query, QueryError } from './engine.ts'
import { distanceKm, reachKm } from './geography.ts'
import { findMatches, type Match, type Question } from './matches.ts'
import { pageOf, parseCursor, rankOf, writeCursor } from './order.ts'
import type { Rows } from './rows.ts'
import { histogramOf, pinsOf, type Spot } from './summaries.ts'

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
    pins: pinsOf(
      matches.map((match) => spotOf(rows, match)),
      query.box,
    ),
    nextCursor: page.next && writeCursor(query.sort, page.next),
    previousCursor: page.previous && writeCursor(query.sort, page.previous),
    page: { number: page.number, count: page.count },
  })
}

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
