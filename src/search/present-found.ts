import type { z } from 'zod'
import { toIso, type Instant } from '../kernel/clock.ts'
import { parseStay, type Stay } from '../kernel/stay.ts'
import { freeCancellationUntil } from '../listings/cancellation-policy.ts'
import { presentPhoto } from '../listings/present-photo.ts'
import type { Deps } from '../platform/deps.ts'
import { cardsOf, titlesOf, type Card } from './card-store.ts'
import { countryName } from './places/countries.ts'
import type { CountedPlace } from './places/gazetteer.ts'
import type { placeWire } from './places-wire.ts'
import { ratingSteps, type Answer, type Facets, type Hit } from './query.ts'
import type { searchResultWire, searchWire } from './wire.ts'

type Found = z.input<typeof searchWire>
type Reading = Pick<Deps, 'db'> & { now: Instant }

export function presentPlace({ bbox, ...place }: CountedPlace): z.input<typeof placeWire> {
  return { ...place, bbox: [...bbox], countryName: countryName(place.country) }
}

/** Words and pictures come from the database: what was unpublished this very moment is left out. */
export async function presentAnswer({ db, now }: Reading, answer: Answer): Promise<Omit<Found, 'place' | 'bbox' | 'instead'>> {
  const single = answer.pins.flatMap(({ listingId }) => listingId ?? [])
  const titles = await titlesOf(db, single)
  return {
    total: answer.total,
    results: await presentHits({ db, now }, answer.hits),
    histogram: answer.histogram && { ...answer.histogram, counts: [...answer.histogram.counts] },
    facets: answer.facets && presentFacets(answer.facets),
    pins: answer.pins.flatMap((pin) => {
      const title = pin.listingId === null ? '' : titles.get(pin.listingId)
      return title === undefined ? [] : { ...pin, title }
    }),
    nextCursor: answer.nextCursor,
    previousCursor: answer.previousCursor,
    page: answer.page,
  }
}

export async function presentHits({ db, now }: Reading, hits: readonly Hit[]): Promise<z.input<typeof searchResultWire>[]> {
  const cards = await cardsOf(
    db,
    hits.map(({ listingId }) => listingId),
  )
  const freeUntil = newFreeUntil(now)
  return hits.flatMap((hit) => {
    const card = cards.get(hit.listingId)
    return card ? presentHit(hit, card, freeUntil) : []
  })
}

/** Until when a home may be cancelled free. A page has few different answers, and each costs more than the search itself. */
function newFreeUntil(now: Instant): (stay: Stay, card: Card) => string | null {
  const known = new Map<string, string | null>()
  return (stay, { policy, row: { check_in_from: checkInFrom, zone } }) => {
    const key = [policy.ref, stay.checkIn, stay.checkOut, checkInFrom, zone].join(' ')
    const found = known.get(key)
    if (found !== undefined) return found
    const until = freeCancellationUntil(policy, { stay, checkInFrom, zone, bookedAt: now })
    known.set(key, until === null ? null : toIso(until))
    return known.get(key) ?? null
  }
}

function presentHit({ listingId, price }: Hit, card: Card, freeUntil: ReturnType<typeof newFreeUntil>): z.input<typeof searchResultWire> {
  const { row, policy, rating, cover } = card
  const stay = price && parseStay(price.checkIn, price.checkOut)
  return {
    listingId,
    title: row.title,
    summary: row.summary,
    photo: cover && presentPhoto(cover),
    placeType: row.place_type,
    propertyType: row.property_type,
    town: row.town,
    neighbourhood: row.neighbourhood,
    capacity: row.capacity,
    bedrooms: row.bedrooms,
    beds: row.beds,
    bathrooms: row.bathroom_halves / 2,
    instantBook: row.instant_book === 1,
    policy: policy.ref,
    freeCancellationUntil: stay?.ok ? freeUntil(stay.value, card) : null,
    zone: row.zone,
    rating,
    location: { lat: row.blur_lat, lng: row.blur_lng },
    price,
  }
}

function presentFacets({ ratings, ...facets }: Facets): z.input<typeof searchWire>['facets'] {
  return {
    ...facets,
    amenities: [...facets.amenities],
    placeTypes: [...facets.placeTypes],
    propertyTypes: [...facets.propertyTypes],
    bedrooms: [...facets.bedrooms],
    beds: [...facets.beds],
    bathrooms: [...facets.bathrooms],
    ratings: ratingSteps.map((hundredths, index) => ({ ratingMin: hundredths / 100, count: ratings[index] ?? 0 })),
  }
}
