import { z } from 'zod'
import type { SkipReason } from './skips.ts'

/**
 * What an import has done so far. `claimed` were left alone because their host has claimed them; `conflicts` are nights
 * that the calendar wants and a guest has.
 */
export type Tally = Readonly<Record<(typeof tallyNames)[number], number>>

const tallyNames = [
  'created',
  'updated',
  'unchanged',
  'claimed',
  'published',
  'conflicts',
  'reviewsCreated',
  'reviewsUpdated',
  'reviewsUnchanged',
] as const

export const tallyWire = z.record(z.enum(tallyNames), z.int().min(0))

export const emptyTally: Tally = tallyWire.parse(Object.fromEntries(tallyNames.map((name) => [name, 0])))

export function addTally(before: Tally, added: Partial<Tally>): Tally {
  const sum = { ...before }
  for (const name of tallyNames) sum[name] += added[name] ?? 0
  return sum
}

/** How an import went. */
export type ImportReport = Tally &
  Readonly<{
    /** Rows that can be imported. */
    listings: number
    reviews: number
    blockedNights: number
    /** By how many days the calendar was moved. */
    movedDays: number
    /** Whether it went on where an earlier run had been cut off; the counts are those of both. */
    resumed: boolean
    skipped: Readonly<Partial<Record<SkipReason, number>>>
  }>
