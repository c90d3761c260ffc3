import type { z } from 'zod'
import type { Host } from '../accounts/host.ts'
import type { Listing } from './listing.ts'
import { presentPortrait } from '../pictures/present-portrait.ts'
import { presentPhoto } from './present-photo.ts'
import type { listingWire } from './wire.ts'

type Around = {
  own: boolean
  host: Host
  hostListings: number
  rating: { average: number | null; count: number }
  policyName: string | null
}

/** Every field by name: what is not listed here, and the exact point above all, leaves the server for nobody but the listing's own people. */
export function presentListing(listing: Listing, { own, host, hostListings, rating, policyName }: Around): z.input<typeof listingWire> {
  return {
    id: listing.id,
    state: listing.state,
    title: listing.title,
    summary: listing.summary,
    description: listing.description,
    houseRules: listing.houseRules,
    placeType: listing.placeType,
    propertyType: listing.propertyType,
    town: listing.town,
    region: listing.region,
    country: listing.country,
    neighbourhood: listing.neighbourhood,
    address: own ? listing.address : null,
    location: own ? listing.exact : listing.blurred,
    exact: own,
    zone: listing.zone,
    capacity: listing.capacity,
    bedrooms: listing.bedrooms,
    beds: listing.beds,
    bathrooms: listing.bathrooms,
    petsMax: listing.petsMax,
    amenities: [...listing.amenities],
    instantBook: listing.instantBook,
    policy: listing.policy,
    policyName,
    checkInFrom: listing.checkInFrom,
    checkOutBy: listing.checkOutBy,
    nightsMin: listing.nightsMin,
    nightsMax: listing.nightsMax,
    currency: listing.currency,
    units: listing.unitIds.length,
    rooms: listing.rooms.map((room) => ({ ...room, beds: [...room.beds] })),
    unsaid: [...listing.unsaid],
    photos: listing.photos.map(presentPhoto),
    host: { ...presentHost(host), listings: hostListings },
    rating,
    source: listing.source,
  }
}

const presentHost = ({ id, name, about, since, portrait }: Host) => ({ id, name, about, since, portrait: presentPortrait(portrait) })
