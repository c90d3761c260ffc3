import type { z } from 'zod'
import type { ShownCard } from './present-card.ts'
import type { searchResultWire, searchWire } from './wire.ts'

type ShownResult = z.input<typeof searchResultWire>
/** What is found, with the JSON of each result and of all pins: they are made for it, and nobody looks at them on their way out. */
export type Found = Omit<z.input<typeof searchWire>, 'results' | 'pins'> & { results: readonly string[]; pins: string }

/** The JSON of what is found, as `searchWire` says. */
export function writeFound({ results, pins, ...rest }: Found): string {
  return `${JSON.stringify(rest).slice(0, -1)},"pins":${pins},"results":[${results.join()}]}`
}

/** The JSON of a list of results. */
export const writeItems = (results: readonly string[]) => `{"items":[${results.join()}]}`

/** The JSON of a result: what is shown of the home, and what is of this stay. */
export function writeResult({ json }: ShownCard, ofStay: Pick<ShownResult, 'freeCancellationUntil' | 'price'>): string {
  return `${json.slice(0, -1)},${JSON.stringify(ofStay).slice(1)}`
}

/** What `writeResult` wrote. */
export function parseResult(json: string): ShownResult {
  return JSON.parse(json) as ShownResult
}
