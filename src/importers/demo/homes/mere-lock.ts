import type { DemoHome } from '../demo-home.ts'

export const mereLock: readonly DemoHome[] = [
  {
    slug: 'wren-boat',
    picture: { house: 'houseboat', place: 'lake', light: 'mist', scheme: 4 },
    host: 'idris',
    title: 'The Wren',
    summary: 'Moored below the lock. Heron most mornings, bakery most afternoons.',
    description:
      'A narrow boat that carried flour until 1961 and people since. She doesn’t go anywhere now: she lies below the lock, tied fore and aft, with a garden on the roof.\n\nOne double bed across the stern, a shower that is hot if you’re quick, a stove the size of a loaf. Headroom is 1.88 m, and I have marked the beam that everybody finds.\n\nThe bakery van stops on the bridge at four.',
    houseRules: 'Nobody under five: the water is deep on the towpath side.\nAshes in the tin, never in the canal.',
    propertyType: 'boat',
    town: 'Mere Lock',
    address: 'Lower mooring, Mere Lock',
    offset: { lat: -0.0012, lng: 0.0024 },
    sleeps: { capacity: 2, bedrooms: 1, beds: 1, bathrooms: 1 },
    petsMax: 1,
    amenities: 'wifi fireplace kitchen waterfront free_parking books smoke_alarm carbon_monoxide_alarm',
    policy: 'flexible',
    checkInFrom: '15:00',
    checkOutBy: '11:00',
    nightsMin: 2,
    price: { night: 10_200, weekendNight: 11_600, highNight: 12_800, cleaning: 2_500, weeklyDiscountBp: 1_000, pet: 1_000 },
    rating: 4.9,
    ratingCount: 64,
    reviews: [
      ['Ines', 8, 'The heron is not a promise, it is a timetable. We slept like stones.'],
      ['Wei', 54, 'I found the beam. Twice. Would still come back tomorrow.'],
    ],
  },
]
