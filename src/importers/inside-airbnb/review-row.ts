import { parseCalendarDate, type CalendarDate } from '../../kernel/calendar-date.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isSourceId } from './listing-row.ts'
import { cutText, plainLine, plainText } from './plain-text.ts'
import { cellOf, type Row } from './read-csv.ts'
import type { Refused } from './skips.ts'

/** A row of reviews.csv, and the listing it is about. */
export type ReviewRow<L> = Readonly<{
  sourceId: string
  listingSourceId: string
  listing: L
  author: string
  body: string
  postedOn: CalendarDate
}>

export const reviewColumns: readonly string[] = ['listing_id', 'id', 'date', 'reviewer_name', 'comments']

const bodyMax = 10_000
const authorMax = 120

export function parseReview<L>(row: Row, listings: ReadonlyMap<string, L>): Result<ReviewRow<L>, Refused> {
  const cell = (column: string) => cellOf(row, column).trim()
  const [sourceId, listingSourceId] = [cell('id'), cell('listing_id')]
  if (!row.whole) return err({ reason: 'wrong_number_of_cells', detail: `${row.cells.length} instead of ${row.columns.size}` })
  if (!isSourceId(sourceId)) return err({ reason: 'bad_review_id', detail: sourceId })
  const listing = listings.get(listingSourceId)
  if (listing === undefined) return err({ reason: 'unknown_listing', detail: listingSourceId })
  const postedOn = parseCalendarDate(cell('date'))
  if (!postedOn.ok) return err({ reason: 'bad_date', detail: cell('date') })
  const body = cutText(plainText(cell('comments')), bodyMax)
  if (!body) return err({ reason: 'empty_review', detail: sourceId })
  const author = cutText(plainLine(cell('reviewer_name')) || 'Guest', authorMax)
  return ok({ sourceId, listingSourceId, listing, author, body, postedOn: postedOn.value })
}
