import type { Search } from '../api/types.ts'

type Counted = NonNullable<Search['facets']>['amenities']

/** How many homes have each value; null when nobody counted. */
export const countsOf = (facet: Counted | undefined): Readonly<Record<string, number>> | null =>
  facet ? Object.fromEntries(facet.map(({ value, count }) => [value, count])) : null

/** The values to offer: what is on offer, most first, and what is chosen even when nothing has it; what is none of these comes last. */
export const offeredOf = (facet: Counted | undefined, chosen: readonly string[], max: number): string[] =>
  [...new Set([...(facet ?? []).slice(0, max).map(({ value }) => value), ...chosen])].toSorted(
    (a, b) => Number(a === 'other') - Number(b === 'other'),
  )
