import type { Listing } from '../api/types.ts'

/** Google's names for what a home may have: https://developers.google.com/search/docs/appearance/structured-data/vacation-rental */
const features: Readonly<Record<string, string>> = {
  air_conditioning: 'ac',
  balcony: 'balcony',
  beach_access: 'beachAccess',
  crib: 'crib',
  lift: 'elevator',
  fireplace: 'fireplace',
  breakfast: 'freeBreakfast',
  gym: 'gymFitnessEquipment',
  heating: 'heating',
  hot_tub: 'hotTub',
  iron: 'ironingBoard',
  kitchen: 'kitchen',
  microwave: 'microwave',
  barbecue: 'outdoorGrill',
  oven: 'ovenStove',
  garden: 'patio',
  pets_allowed: 'petsAllowed',
  pool: 'pool',
  self_check_in: 'selfCheckinCheckout',
  smoking_allowed: 'smokingAllowed',
  tv: 'tv',
  washer: 'washerDryer',
  step_free: 'wheelchairAccessible',
  wifi: 'wifi',
}
const spaces: Readonly<Record<string, string>> = { entire: 'EntirePlace', private_room: 'PrivateRoom', shared_room: 'SharedRoom' }
const starsMax = 5

/**
 * What search engines are told of a home, as schema.org's VacationRental: what the page says, and no more. The place is the town
 * and the blurred point; whoever sees the door on their own page gives none. A rating is there when guests have given one.
 */
export function vacationRental(listing: Listing, { origin, market }: { origin: string; market: string }) {
  const { rating } = listing
  return {
    '@context': 'https://schema.org',
    '@type': 'VacationRental',
    identifier: listing.id,
    url: `${origin}/listings/${listing.id}`,
    name: listing.title,
    description: listing.summary || listing.description,
    brand: { '@type': 'Brand', name: market },
    image: listing.photos.map(({ src }) => new URL(src, origin).href),
    address: {
      '@type': 'PostalAddress',
      addressLocality: listing.town,
      ...(listing.region ? { addressRegion: listing.region } : {}),
      ...(listing.country ? { addressCountry: listing.country } : {}),
    },
    ...(listing.exact ? {} : { latitude: listing.location.lat, longitude: listing.location.lng }),
    checkinTime: listing.checkInFrom,
    checkoutTime: listing.checkOutBy,
    containsPlace: {
      '@type': 'Accommodation',
      ...(spaces[listing.placeType] ? { additionalType: spaces[listing.placeType] } : {}),
      occupancy: { '@type': 'QuantitativeValue', value: listing.capacity },
      numberOfBedrooms: listing.bedrooms,
      numberOfBathroomsTotal: listing.bathrooms,
      bed: { '@type': 'BedDetails', numberOfBeds: listing.beds },
      amenityFeature: listing.amenities.flatMap((code) => {
        const name = features[code]
        return name ? { '@type': 'LocationFeatureSpecification', name, value: true } : []
      }),
    },
    ...(rating.average !== null && rating.count > 0
      ? {
          aggregateRating: { '@type': 'AggregateRating', ratingValue: rating.average, reviewCount: rating.count, bestRating: starsMax },
        }
      : {}),
  }
}

/** A block of data for a page's head. Whatever a host has written, nothing in it ends the block: `<` is written as JSON's own escape. */
export const dataBlock = (data: object): string =>
  `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`
