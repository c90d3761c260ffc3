import { z } from 'zod'
import { presentPhoto } from '../listings/present-photo.ts'
import type { Card } from './card-store.ts'
import type { Freedom } from './free-until.ts'
import { searchResultWire } from './wire.ts'

const cardWire = searchResultWire.omit({ freeCancellationUntil: true, price: true })

/** Where what is shown of a listing keeps its own JSON: it is written once, when it is read, and not for each page that shows it. */
export const written = Symbol('written')
export type Written = { readonly [written]: string }

/** All that is shown of a listing whatever the stay, as the API says it, and on what it depends until when a stay may be called off. */
export type ShownCard = Readonly<{ shown: z.output<typeof cardWire> & Written; freedom: Freedom }>

export function presentCard({ row, policy, rating, cover }: Card): ShownCard {
  const shown = z.encode(cardWire, {
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
  })
  return { shown: { ...shown, [written]: JSON.stringify(shown) }, freedom: { policy, checkInFrom: row.check_in_from, zone: row.zone } }
}
