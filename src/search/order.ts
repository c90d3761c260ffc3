import type { ListingId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Sort } from './query.ts'

/** What an order is made of. `total` is null when nothing is free; `km` is from the middle of what was asked to the blurred point. */
export type RankFacts = Readonly<{
  /** Hundredths of a star; 0: not rated. */
  rating: number
  reviewCount: number
  /** Days since the latest review; null when there is none. */
  reviewAge: number | null
  instantBook: boolean
  km: number | null
  /** Kilometres from the middle to a corner of what was asked. */
  reachKm: number
  /** Days until arrival, when search chose the dates. */
  waitDays: number
  total: number | null
  nights: number
  /** What a night costs usually, in the one currency on offer; null: there is none, or there are several. */
  reference: number | null
  /** Amounts in different ones are not compared: by price, currencies follow each other in order of their codes. */
  currency: Currency
}>

/** Two numbers, the smaller first; listings with the same ones follow in order of id. */
export type Rank = readonly [number, number]

/** A young listing is held to be as good as ten stays at 4.6 stars, so that one kind review does not beat a hundred. */
const priorRating = 460
const priorReviews = 10
const [worstRating, bestRating] = [350, 500]
const weights = { quality: 0.4, nearness: 0.15, price: 0.15, experience: 0.1, freshness: 0.1, ease: 0.05, soon: 0.05 } as const

/**
 * How well a listing serves, from 0 to 1:
 * 40 % quality (its rating, drawn towards 4.6 while it has few reviews; 3.5 stars count 0, 5 stars 1),
 * 15 % nearness (1 in the middle of what was asked, a half at its corner; a half when no place was asked),
 * 15 % price (a half where a night costs what it does usually, a third at twice that, two thirds at half of it; a half for
 * everybody when nothing is usual because several currencies are on offer; 0 when nothing is free),
 * 10 % experience (by order of magnitude: 9 reviews a third, 99 two thirds, 999 all),
 * 10 % freshness (reviewed today 1, a year ago 0), 5 % booked at once, without asking,
 * 5 % free soon, where no dates were asked (today 1, in a month a half).
 * All but the price is the listing's own. What is usual depends on everything else on offer: a search keeps to what was
 * usual on its first page (see `Cursor`), so that a listing changes its place only when it changes itself.
 */
export function recommendation(facts: RankFacts): number {
  const nearness = facts.km === null ? 0.5 : 1 / (1 + facts.km / Math.max(facts.reachKm, 0.1))
  const experience = clamp(Math.log10(1 + facts.reviewCount) / 3)
  const freshness = facts.reviewAge === null ? 0 : clamp(1 - facts.reviewAge / 365)
  const soon = 1 / (1 + facts.waitDays / 30)
  return (
    weights.quality * qualityOf(facts) +
    weights.nearness * nearness +
    weights.price * priceShare(facts) +
    weights.experience * experience +
    weights.freshness * freshness +
    weights.ease * (facts.instantBook ? 1 : 0) +
    weights.soon * soon
  )
}

function qualityOf({ rating, reviewCount }: RankFacts): number {
  const average = (rating * reviewCount + priorRating * priorReviews) / (reviewCount + priorReviews)
  const mean = rating === 0 ? priorRating : average
  return clamp((mean - worstRating) / (bestRating - worstRating))
}

function priceShare({ total, nights, reference }: RankFacts): number {
  if (total === null) return 0
  return reference === null ? 0.5 : clamp(1 / (1 + total / nights / reference))
}

const clamp = (share: number) => Math.min(1, Math.max(0, share))

/** Places at the end: what is not free, not rated. */
const last = 1e9

export function rankOf(sort: Sort, facts: RankFacts): Rank {
  switch (sort) {
    case 'recommended':
      return [facts.total === null ? last : 0, -Math.round(recommendation(facts) * 1e6)]
    case 'price':
      return facts.total === null ? [last, 0] : [currencyPlace(facts.currency), facts.total]
    case 'rating':
      return facts.rating === 0 ? [last, 0] : [-facts.rating, -facts.reviewCount]
    case 'distance':
      return [Math.round((facts.km ?? 0) * 1000), 0]
  }
}

/** Three letters as a number that sorts as they do. */
const currencyPlace = (currency: Currency) => Number.parseInt(currency, 36)

/** Where a page begins ('after') or ends ('before'): next to a listing that was there, whether it still is or not. */
export type Edge = Readonly<{ side: 'after' | 'before'; rank: Rank; id: ListingId }>

/** An edge, and what a night cost usually when the first page was made: later pages are ranked by that. */
export type Cursor = Edge & Readonly<{ reference: number | null }>

export type CursorError = { code: 'bad_cursor' }

const shape = /^([a-z]+) (after|before) (-?\d{1,16}) (-?\d{1,16}) (-|\d{1,16}(?:\.\d{1,20})?) ([0-9a-f-]{36})$/

export const writeCursor = (sort: Sort, { side, rank, id, reference }: Cursor) =>
  Buffer.from(`${sort} ${side} ${rank[0]} ${rank[1]} ${reference ?? '-'} ${id}`, 'latin1').toString('base64url')

/** A cursor belongs to the order that it was made in. */
export function parseCursor(sort: Sort, text: string): Result<Cursor, CursorError> {
  const [, inSort, side, first, second, usual, id] = shape.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  if (inSort !== sort || id === undefined) return err({ code: 'bad_cursor' })
  const reference = usual === '-' ? null : Number(usual)
  return ok({ side: side === 'after' ? 'after' : 'before', rank: [Number(first), Number(second)], reference, id: id as ListingId })
}

/** The `count` that come first, in order, without sorting the rest. */
export function firstOf<T>(all: readonly T[], count: number, comesBefore: (a: T, b: T) => boolean): T[] {
  const best: T[] = []
  for (const item of all) {
    const worst = best[count - 1]
    if (worst !== undefined && !comesBefore(item, worst)) continue
    let [low, high] = [0, best.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = best[middle]
      if (other !== undefined && comesBefore(item, other)) high = middle
      else low = middle + 1
    }
    best.splice(low, 0, item)
    if (best.length > count) best.pop()
  }
  return best
}
