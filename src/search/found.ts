import type { Currency, Money } from '../kernel/money.ts'
import { money } from '../kernel/money.ts'
import { findMatches, type Match, type Moment } from './matches.ts'
import type { Query } from './query.ts'

/** In order of their codes. */
export const currenciesOf = (matches: readonly Match[]): Currency[] =>
  [...new Set(matches.filter(({ total }) => total !== null).map(({ price }) => price.currency))].toSorted()

export const isByPrice = ({ priceMin, priceMax }: Query) => priceMin !== null || priceMax !== null

/** Whether the stay that is offered lies within the limits of price. They are multiplied, never the price divided: whole numbers stay exact. */
export function isWithin({ priceMin, priceMax, priceBy }: Query, { total, nights }: Match): boolean {
  const times = priceBy === 'night' ? nights : 1
  return total !== null && total >= (priceMin ?? 0) * times && total <= (priceMax ?? Infinity) * times
}

/** What a question would find that is asked beside another, whose currency its limits of price are in; null: nothing is on offer there. */
export type Beside = (query: Query) => Match[]

/** @param currency the only one on offer by what the question itself says */
export function newBeside(moment: Moment, currency: Currency | null): Beside {
  return (query) => withinLimits(query, findMatches({ ...moment, query }), currency)
}

/** Those of `matches` that such a question finds. */
export function withinLimits(query: Query, matches: readonly Match[], currency: Currency | null): Match[] {
  if (!isByPrice(query)) return [...matches]
  const currencies = currenciesOf(matches)
  const held = currency ?? (currencies.length === 1 ? currencies[0] : null)
  return matches.filter((match) => match.price.currency === held && isWithin(query, match))
}

/** The least total; null where several currencies are on offer, or nothing is. */
export function leastOf(matches: readonly Match[]): Money | null {
  const [currency, ...others] = currenciesOf(matches)
  if (!currency || others.length > 0) return null
  return money(Math.min(...matches.flatMap(({ total }) => total ?? [])), currency)
}
