/** Why something in the files did not become what it could have been. What each means: docs/operating/importing.md. */
export type SkipReason =
  | 'wrong_number_of_cells'
  // listings
  | 'bad_id'
  | 'bad_host_id'
  | 'unknown_room_type'
  | 'no_location'
  | 'out_of_limits'
  | 'duplicate_listing'
  | 'too_many_listings'
  | 'claimed_by_its_host'
  // calendar
  | 'unknown_listing'
  | 'bad_date'
  | 'bad_availability'
  | 'bad_price'
  | 'duplicate_date'
  | 'calendar_too_long'
  // reviews
  | 'bad_review_id'
  | 'empty_review'
  // imported, but
  | 'no_price'

/** One row that was left out, or part of one. */
export type Skipped = Readonly<{ file: string; line: number; reason: SkipReason; detail: string }>

/** What a row's reader knows of it; file and line come from where it was read. */
export type Refused = Pick<Skipped, 'reason' | 'detail'>

const detailMax = 80

/** Counts by reason, however many there are; each one goes on to `onSkipped`, and none is kept. */
export function newSkips(onSkipped: (skipped: Skipped) => void) {
  const counts = new Map<SkipReason, number>()
  return {
    add(skipped: Skipped): void {
      counts.set(skipped.reason, (counts.get(skipped.reason) ?? 0) + 1)
      onSkipped({ ...skipped, detail: skipped.detail.slice(0, detailMax).toWellFormed() })
    },
    counts: (): Readonly<Partial<Record<SkipReason, number>>> => Object.fromEntries(counts),
  }
}

export type Skips = ReturnType<typeof newSkips>
