import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit'
import type { PlainKey } from '../i18n/keys.ts'
import { reviewCategories, type ReviewDraft } from '../review.ts'
import { apiFor, orErrorPage, problemOf } from './api.ts'
import { textOf } from './form-text.ts'

type Event = Pick<RequestEvent, 'url' | 'locals' | 'params'> & { params: { id: string } }

/** The stay and what has been said of it, as far as this reader may know. */
export async function readReviews(event: Event, side: 'guest' | 'host') {
  const here = { params: { path: { id: event.params.id } } }
  const api = apiFor(event)
  const [stay, reviews] = await Promise.all([api.GET('/api/v1/bookings/{id}', here), api.GET('/api/v1/bookings/{id}/reviews', here)])
  const booking = orErrorPage(stay)
  // Each side has its own page, so that what is asked fits who reads it.
  if (booking.viewer !== side) redirect(303, pathFor(booking.id, booking.viewer === 'host' ? 'host' : 'guest'))
  return { booking, reviews: orErrorPage(reviews), now: new Date().toISOString() }
}

const pathFor = (id: string, side: 'guest' | 'host') => (side === 'guest' ? `/trips/${id}/review` : `/host/reservations/${id}/review`)

export type ReviewRefusal = Readonly<{ draft: ReviewDraft; missing: readonly string[]; said: PlainKey | null }>

/** Sends what the form holds. What was typed comes back with any refusal. */
export async function sendReview(
  event: Event & Pick<RequestEvent, 'request'>,
  side: 'guest' | 'host',
): Promise<ActionFailure<ReviewRefusal>> {
  const form = await event.request.formData()
  const draft = draftOf(form)
  const asked = side === 'guest' ? ['rating', ...reviewCategories] : ['rating']
  const missing = [...asked.filter((name) => !draft.stars[name]), ...(draft.text.trim() === '' ? ['text'] : [])]
  if (missing.length > 0) return fail(400, { draft, missing, said: null })
  const stars = (name: string) => draft.stars[name] ?? 0
  const { text, privateNote } = draft
  const categories = {
    cleanliness: stars('cleanliness'),
    accuracy: stars('accuracy'),
    checkIn: stars('checkIn'),
    communication: stars('communication'),
    location: stars('location'),
    value: stars('value'),
  }
  const sent = await apiFor(event).POST('/api/v1/bookings/{id}/reviews', {
    params: { path: { id: event.params.id } },
    body: { rating: stars('rating'), text, privateNote: '', ...(side === 'guest' ? { categories, privateNote } : {}) },
  })
  if (sent.data) redirect(303, `${pathFor(event.params.id, side)}?saved`)
  return fail(sent.response.status, { draft, missing: [], said: wordsFor[problemOf(sent)?.code ?? ''] ?? 'review.failed' })
}

const wordsFor: Readonly<Record<string, PlainKey>> = {
  stay_not_over: 'review.tooEarly',
  reviews_closed: 'review.closed',
  reviews_published: 'review.isPublished',
  invalid_request: 'review.tooLong',
}

function draftOf(form: FormData): ReviewDraft {
  const stars = Object.fromEntries(
    ['rating', ...reviewCategories].flatMap((name) => {
      const given = Number(textOf(form, name))
      return Number.isInteger(given) && given >= 1 && given <= 5 ? [[name, given]] : []
    }),
  )
  return { stars, text: textOf(form, 'text'), privateNote: textOf(form, 'privateNote') }
}
