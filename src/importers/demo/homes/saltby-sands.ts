import type { DemoHome } from '../demo-home.ts'

export const saltbySands: readonly DemoHome[] = [
  {
    slug: 'tern-cottage',
    picture: { house: 'beachhouse', place: 'sea', light: 'clear', scheme: 3 },
    host: 'idris',
    title: 'Tern Cottage',
    summary: 'The veranda faces west and the sand starts where the steps stop.',
    description:
      'A timber house on short legs, built in 1934 by somebody who wanted to be first in the water. Three bedrooms, two bathrooms, one long table, and a veranda where you will have every meal.\n\nSand gets in. We sweep before you come and don’t mind what you leave. The terns nest behind the roped part from May to July: please let them.\n\nIn winter the wind finds the corners. There is oil heating and a cupboard of blankets, and the light is worth it.',
    houseRules:
      'Rinse off under the outside tap before the carpet.\nDogs on a lead near the terns.\nFires on the beach only below the tide line.',
    propertyType: 'cottage',
    town: 'Saltby Sands',
    address: '2 Shore Road',
    offset: { lat: 0.0027, lng: -0.0042 },
    sleeps: { capacity: 6, bedrooms: 3, beds: 4, bathrooms: 2 },
    petsMax: 2,
    amenities: 'wifi kitchen beach_access balcony free_parking washer outdoor_shower barbecue heating smoke_alarm high_chair',
    policy: 'firm',
    nightsMin: 3,
    price: { night: 16_400, weekendNight: 18_600, highNight: 22_500, cleaning: 6_000, weeklyDiscountBp: 500, pet: 2_000 },
    rating: 4.88,
    ratingCount: 41,
    reviews: [
      ['The Brandts', 39, 'Two families, four children, no shoes for a week. You can hear the sea from every bed.'],
      ['Mina', 140, 'We came in February and had the whole beach. Bring slippers.'],
    ],
  },
]
