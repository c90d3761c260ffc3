import type { z } from 'zod'
import { written, type Written } from './present-card.ts'
import type { searchResultWire, searchWire } from './wire.ts'

/** A result whose card knows what is written of it. */
export type ShownResult = z.input<typeof searchResultWire> & Written
export type Found = Omit<z.input<typeof searchWire>, 'results'> & { results: ShownResult[] }

/**
 * The JSON of a page of results, as `searchWire` says, with cards as they were written when they were read. What is shown is
 * made for it and of its type: looking at a hundred pins once more would cost as much as finding them.
 */
export function writeFound({ results, ...rest }: Found): string {
  const whole = JSON.stringify(rest)
  return `${whole.slice(0, -1)},"results":[${results.map(writeResult).join()}]}`
}

function writeResult({ [written]: card, freeCancellationUntil, price }: ShownResult): string {
  return `${card.slice(0, -1)},${JSON.stringify({ freeCancellationUntil, price }).slice(1)}`
}
