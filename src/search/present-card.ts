import type { z } from 'zod'
import { presentPhoto } from '../listings/present-photo.ts'
import type { Card } from './card-store.ts'
import type { Freedom } from './free-until.ts'
import type { searchResultWire } from './wire.ts'

/**
 * All that is shown of a listing whatever the stay, as the JSON of it: a text is written once, when the listing is read, and
 * takes half the memory of what it tells. `freedom`: on what it depends until when a stay may be called off.
 */
export type ShownCard = Readonly<{ json: string; freedom: Freedom }>

type Shown = Omit<z.input<typeof searchResultWire>, 'freeCancellationUntil' | 'price'>

export function presentCard({ row, policy, rating, cover }: Card): ShownCard {
  const shown: Shown = {
    listingId: row.id,
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
    zone: row.zone,
    rating,
    location: { lat: row.blur_lat, lng: row.blur_lng },
  }
  return { json: JSON.stringify(shown), freedom: { policy, checkInFrom: row.check_in_from, zone: row.zone } }
}
