import { fromDayNumber } from '../kernel/calendar-date.ts'
import { dayMs } from '../kernel/clock.ts'
import type { ListingId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { facetsOf } from './facets.ts'
import { currenciesOf, isByPrice, newBeside, withinLimits } from './found.ts'
import { distanceKm, reachKm } from './geography.ts'
import { histogramOf } from './histogram.ts'
import { insteadOf } from './instead.ts'
import { findMatches, findNamed, type Match, type Moment, type Question } from './matches.ts'
import { pageOf, parseCursor, rankOf, referenceOf, writeCursor } from './order.ts'
import { pinsOf, type Spot } from './pins.ts'
import { fewMax, type Answer, type Hit, type Query, type QueryError } from './query.ts'
import type { Rows } from './rows.ts'

export function answer(question: Question): Result<Answer, QueryError> {
  const { rows, query } = question
  const cursor = query.cursor === null ? ok(null) : parseCursor(query.sort, query.cursor)
  if (!cursor.ok) return cursor
  const suiting = findMatches(question)
  const currencies = currenciesOf(suiting)
  if (isByPrice(query) && currencies.length > 1) return err({ code: 'currency_needed', currencies })
  const currency = currencies.length === 1 ? (currencies[0] ?? null) : null
  const matches = withinLimits(query, suiting, currency)
  const usual = query.sort === 'recommended' && currency ? referenceOf(suiting) : null
  const reference = cursor.value ? cursor.value.reference : usual
  const page = pageOf(ranked(question, matches, reference), query.limit, cursor.value)
  const few = query.instead && matches.length <= fewMax
  return ok({
    total: matches.length,
    hits: page.items.map(hitOf),
    histogram: currency && histogramOf(pricesOf(suiting, query), currency),
    facets: query.facets ? facetsOf(question, currency) : null,
    instead: few ? insteadOf(rows, query, newBeside(question, currency), matches.length) : null,
    pins: pinsOf(
      matches.map((match) => spotOf(rows, match)),
      query.box,
    ),
    nextCursor: page.next && writeCursor(query.sort, { ...page.next, reference }),
    previousCursor: page.previous && writeCursor(query.sort, { ...page.previous, reference }),
    page: { number: page.number, count: page.count },
  })
}

/** What each of these costs at its nearest stay, in their order; those that are not published are left out. */
export const answerNamed = (moment: Moment, asked: readonly ListingId[]): Hit[] => findNamed(moment, asked).map(hitOf)

/** As the limits of price are: whole, or a night's. */
const pricesOf = (matches: readonly Match[], { priceBy }: Query) =>
  Float64Array.from(matches.flatMap(({ total, nights }) => (total === null ? [] : total / (priceBy === 'night' ? nights : 1))))

/** @param reference what a night costs usually */
function ranked({ rows: { columns }, query, now }: Question, matches: readonly Match[], reference: number | null) {
  const { sort, centre, box, when } = query
  const today = Math.floor(now / dayMs)
  return matches.map((match) => {
    const { row, total, nights, checkIn, price } = match
    const reviewedOn = columns.reviewedOn[row] ?? 0
    const rank = rankOf(sort, {
      rating: columns.rating[row] ?? 0,
      reviewCount: columns.reviewCount[row] ?? 0,
      reviewAge: reviewedOn === 0 ? null : today - reviewedOn,
      instantBook: columns.instantBook[row] === 1,
      km: centre && distanceKm(centre, { lat: columns.lat[row] ?? 0, lng: columns.lng[row] ?? 0 }),
      reachKm: box ? reachKm(box) : 0,
      waitDays: when ? 0 : Math.max(0, checkIn - today),
      total,
      nights,
      reference,
      currency: price.currency,
    })
    return { ...match, rank }
  })
}

function hitOf({ id, checkIn, nights, total, price }: Match): Hit {
  if (total === null) return { listingId: id, price: null }
  const dates = { checkIn: fromDayNumber(checkIn), checkOut: fromDayNumber(checkIn + nights) }
  return { listingId: id, price: { total: money(total, price.currency), nights, ...dates } }
}

function spotOf({ columns }: Rows, { row, id, total, price }: Match): Spot {
  return { id, lat: columns.lat[row] ?? 0, lng: columns.lng[row] ?? 0, total: total === null ? null : money(total, price.currency) }
}
