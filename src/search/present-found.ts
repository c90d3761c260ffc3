import type { z } from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { parseStay } from '../kernel/stay.ts'
import type { Cards } from './cards.ts'
import { countryName } from './places/countries.ts'
import type { CountedPlace } from './places/gazetteer.ts'
import type { ShownCard } from './present-card.ts'
import type { placeWire } from './places-wire.ts'
import { ratingSteps, type Answer, type Facets, type Hit } from './query.ts'
import type { searchWire } from './wire.ts'
import { writeResult, type Found } from './write-found.ts'

type Showing = Readonly<{ cards: Cards; now: Instant }>

export function presentPlace({ bbox, ...place }: CountedPlace): z.input<typeof placeWire> {
  return { ...place, bbox: [...bbox], countryName: countryName(place.country) }
}

/** A home that is not published any more when its words and pictures are read is in no list; its pin goes when search hears of it. */
export async function presentAnswer(showing: Showing, answer: Answer): Promise<Omit<Found, 'place' | 'bbox' | 'instead'>> {
  return {
    total: answer.total,
    results: await presentHits(showing, answer.hits),
    histogram: answer.histogram && { ...answer.histogram, counts: [...answer.histogram.counts] },
    facets: answer.facets && presentFacets(answer.facets),
    pins: answer.pins,
    nextCursor: answer.nextCursor,
    previousCursor: answer.previousCursor,
    page: answer.page,
  }
}

/** The JSON of each. */
export async function presentHits(showing: Showing, hits: readonly Hit[]): Promise<string[]> {
  const cards = await showing.cards.of(hits.map(({ listingId }) => listingId))
  return hits.flatMap((hit) => {
    const card = cards.get(hit.listingId)
    return card ? presentHit(hit, card, showing) : []
  })
}

function presentHit({ price }: Hit, card: ShownCard, { cards, now }: Showing): string {
  const stay = price && parseStay(price.checkIn, price.checkOut)
  return writeResult(card, { freeCancellationUntil: stay?.ok ? cards.freeUntil(card.freedom, stay.value, now) : null, price })
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
