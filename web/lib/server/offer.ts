import type { RequestEvent } from '@sveltejs/kit'
import type { Listing, Quote } from '../api/types.ts'
import { addDays, daysBetween } from '../dates/days.ts'
import { nearestStays, noNights, type OpenNights, type Stay } from '../dates/open-nights.ts'
import { refusalReasons, type Offer, type Refusal, type RefusalReason } from '../listing/offer.ts'
import type { Criteria } from '../search/criteria.ts'
import { apiFor, problemOf } from './api.ts'

type Event = Pick<RequestEvent, 'url' | 'locals'>
type Asked = Readonly<{ listing: Listing; criteria: Criteria; nights: OpenNights; today: string }>

const daysAhead = 767
const usualNights = 3
const nearCount = 2

/** The listing's nights from today on; none when the home has no price yet or the calendar doesn't answer. */
export async function readNights(event: Event, id: string, today: string): Promise<OpenNights> {
  const query = { from: today, to: addDays(today, daysAhead) }
  const { data } = await apiFor(event).GET('/api/v1/listings/{id}/nights', { params: { path: { id }, query } })
  return data ?? noNights
}

/** The price of the stay that was asked for, or of the nearest free one; or why there is none, and what is free instead. */
export async function readOffer(event: Event, asked: Asked): Promise<Offer> {
  const { criteria, nights, listing, today } = asked
  const halfSaid = criteria.checkIn === '' && (event.url.searchParams.get('checkIn') || event.url.searchParams.get('checkOut'))
  if (halfSaid) return refused(event, asked, { reason: 'incomplete', limit: null })
  if (criteria.checkIn === '') {
    const [nearest] = nearestStays(nights, { around: today, length: lengthFor(listing, usualNights), count: 1 })
    if (!nearest) return { asked: false, quote: null, refusal: null, near: [] }
    const { quote, refusal } = await quoteOf(event, asked, nearest)
    return { asked: false, quote, refusal, near: [] }
  }
  const { quote, refusal } = await quoteOf(event, asked, criteria)
  if (refusal) return refused(event, asked, refusal)
  if (!quote.free) return refused(event, asked, { reason: 'nights_taken', limit: null })
  return { asked: true, quote, refusal: null, near: [] }
}

/** Other dates don't help against too many guests. */
const helpedByDates: ReadonlySet<RefusalReason> = new Set([
  'nights_taken',
  'stay_too_short',
  'stay_too_long',
  'dates_past',
  'dates_too_far',
  'too_late_to_ask',
])

async function refused(event: Event, asked: Asked, refusal: Refusal): Promise<Offer> {
  const none = { asked: asked.criteria.checkIn !== '', quote: null, refusal, near: [] }
  if (!helpedByDates.has(refusal.reason)) return none
  const { criteria, nights, listing, today } = asked
  const length = lengthFor(listing, daysBetween(criteria.checkIn, criteria.checkOut))
  const around = criteria.checkIn < today ? today : criteria.checkIn
  const stays = nearestStays(nights, { around, length, count: nearCount })
  const quotes = await Promise.all(stays.map((stay) => quoteOf(event, asked, stay)))
  return { ...none, near: quotes.flatMap(({ quote }) => (quote?.free ? [nearOf(quote)] : [])) }
}

const lengthFor = ({ nightsMin, nightsMax }: Listing, length: number) => Math.min(Math.max(length, nightsMin), nightsMax)
const nearOf = ({ checkIn, checkOut, total }: Quote) => ({ checkIn, checkOut, total })

async function quoteOf(
  event: Event,
  { listing, criteria }: Asked,
  { checkIn, checkOut }: Stay,
): Promise<{ quote: Quote; refusal: null } | { quote: null; refusal: Refusal }> {
  const body = { listingId: listing.id, checkIn, checkOut, ...criteria.guests }
  const answer = await apiFor(event).POST('/api/v1/quotes', { body })
  if (answer.data) return { quote: answer.data, refusal: null }
  const code = problemOf(answer)?.code
  const reason = refusalReasons.find((known) => known === code) ?? 'silent'
  return { quote: null, refusal: { reason, limit: limitOf(reason, listing) } }
}

function limitOf(reason: RefusalReason, { nightsMin, nightsMax, capacity, petsMax }: Listing): number | null {
  const limits: Partial<Record<RefusalReason, number>> = {
    stay_too_short: nightsMin,
    stay_too_long: nightsMax,
    too_many_guests: capacity,
    too_many_pets: petsMax,
  }
  return limits[reason] ?? null
}
