import { z } from 'zod'
import { written, type Written } from './present-card.ts'
import { searchWire, type searchResultWire } from './wire.ts'

/** A result whose card knows what is written of it. */
export type ShownResult = z.input<typeof searchResultWire> & Written
export type Found = Omit<z.input<typeof searchWire>, 'results'> & { results: ShownResult[] }

const restWire = searchWire.omit({ results: true })

/** The JSON of a page of results, as `searchWire` says, with cards as they were written when they were read. */
export function writeFound({ results, ...rest }: Found): string {
  const whole = JSON.stringify(z.encode(restWire, rest))
  return `${whole.slice(0, -1)},"results":[${results.map(writeResult).join()}]}`
}

function writeResult({ [written]: card, freeCancellationUntil, price }: ShownResult): string {
  return `${card.slice(0, -1)},${JSON.stringify({ freeCancellationUntil, price }).slice(1)}`
}
