import type { DayNumber } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import type { ListingId } from '../kernel/ids.ts'
import type { Terms } from '../pricing/market-terms.ts'
import { priceTotal, type Guests } from '../pricing/quote.ts'
import { newDaysOf, type Today } from './days.ts'
import type { Nights } from './nights.ts'
import { newFreely, offerNearest, offersOf, type Offer } from './offers.ts'
import type { Query } from './query.ts'
import type { Price, Rows } from './rows.ts'
import { suitsOf } from './suits.ts'

/** A listing that suits, and the stay that it offers. No nights, no total: nothing is to be had in the window. */
export type Match = Readonly<{ row: number; id: ListingId; price: Price; checkIn: DayNumber; nights: number; total: number | null }>

/** All that search knows, and when it is asked. */
export type Moment = Readonly<{ rows: Rows; nights: Nights; terms: Terms; today: Today; now: Instant }>
export type Question = Moment & Readonly<{ query: Query }>

/** Everything that suits in all but price, each with the cheapest stay that it has of those asked for, or with its nearest. */
export function findMatches({ rows, nights, terms, today, query, now }: Question): Match[] {
  const { when, guests, freeCancellation } = query
  const suits = suitsOf(rows, query)
  const daysOf = newDaysOf(rows, today, now)
  const mayBe = freeCancellation ? newFreely(rows, now) : () => true
  const offers = when ? offersOf(when, rows, nights, mayBe) : offerNearest(rows, nights, mayBe)
  const matches: Match[] = []
  for (let row = 0; row < rows.end; row++) {
    if (!suits(row)) continue
    const priced = offers(row, daysOf(row)).flatMap((offer) => matchOf({ rows, terms }, row, guests, offer) ?? [])
    const best = when ? cheapest(priced, when.wished) : priced[0]
    const match = best ?? (when || freeCancellation ? null : matchOf({ rows, terms }, row, guests, null))
    if (match) matches.push(match)
  }
  return matches
}

/** The nearest stay of each of these that is published, in the order of `asked`; whoever asks is one adult, whom every home takes. */
export function findNamed({ rows, nights, terms, today, now }: Moment, asked: readonly ListingId[]): Match[] {
  const daysOf = newDaysOf(rows, today, now)
  const offers = offerNearest(rows, nights, () => true)
  return asked.flatMap((id) => {
    const row = rows.rowOf(id)
    if (row === undefined) return []
    const [offer = null] = offers(row, daysOf(row))
    return (offer && matchOf({ rows, terms }, row, oneAdult, offer)) ?? matchOf({ rows, terms }, row, oneAdult, null) ?? []
  })
}

const oneAdult: Guests = { adults: 1, children: 0, infants: 0, pets: 0 }

/** What a home asks for this stay; without one it offers nothing. Nobody can book for nothing: checkout takes that for not priced. */
function matchOf({ rows, terms }: Pick<Moment, 'rows' | 'terms'>, row: number, guests: Guests, offer: Offer | null): Match | null {
  const [id, price] = [rows.ids[row], rows.prices[row]]
  if (!id || !price) return null
  if (!offer) return { row, id, price, checkIn: 0, nights: 0, total: null }
  const { checkIn, nights } = offer
  const total = priceTotal({ ...price, terms }, checkIn, checkIn + nights, guests)
  return total > 0 ? { row, id, price, checkIn, nights, total } : null
}

/** Among equals the one that begins nearest to the day wished, then the earlier. */
function cheapest(matches: readonly Match[], wished: DayNumber): Match | undefined {
  const away = ({ checkIn }: Match) => Math.abs(checkIn - wished)
  const [best] = matches.toSorted((a, b) => (a.total ?? 0) - (b.total ?? 0) || away(a) - away(b) || a.checkIn - b.checkIn)
  return best
}
