import type { Search } from '../api/types.ts'

export type Facets = NonNullable<Search['facets']>
export type Facet = Facets['amenities']

/** What a reader chooses filters by: how many homes the search finds, what they cost, and what each filter would leave. */
export type FilterCounts = Readonly<{ total: number | null; histogram: Search['histogram']; facets: Search['facets'] }>

/** How many homes have each value; null when nobody counted. */
export const countsOf = (facet: Facet | undefined): Readonly<Record<string, number>> | null =>
  facet ? Object.fromEntries(facet.map(({ value, count }) => [value, count])) : null

/** The values to offer: what is on offer, most first, and what is chosen even when nothing has it; what is none of these comes last. */
export const offeredOf = (facet: Facet | undefined, chosen: readonly string[], max: number): string[] =>
  [...new Set([...(facet ?? []).slice(0, max).map(({ value }) => value), ...chosen])].toSorted(
    (a, b) => Number(a === 'other') - Number(b === 'other'),
  )
