import type { DemoHome } from '../demo-home.ts'

export const alderbrook: readonly DemoHome[] = [
  {
    slug: 'orchard-end',
    picture: { house: 'farmhouse', place: 'fields', light: 'autumn', scheme: 2 },
    host: 'bea',
    title: 'Orchard End',
    summary: 'Long table, walled garden, apples from September.',
    description:
      'Our aunt’s farmhouse, at the end of the lane and the end of the orchard. Four bedrooms, two bathrooms and a kitchen with a table that seats everyone, which is why it is the kitchen you’ll live in.\n\nPick what’s ripe: there is a list on the back of the door. The walled garden is safe for small people and there is nothing in it that bites.\n\nThe brook floods the lower meadow some Februaries. It has never come near the house.',
    houseRules: 'Close the orchard gate: next door’s sheep have opinions.\nParties yes, amplifiers no.',
    propertyType: 'house',
    town: 'Alderbrook',
    address: 'Orchard End, Mill Lane',
    offset: { lat: 0.0038, lng: 0.0055 },
    sleeps: { capacity: 9, bedrooms: 4, beds: 6, bathrooms: 2 },
    petsMax: 2,
    amenities: 'wifi kitchen garden fireplace free_parking washer dishwasher crib high_chair barbecue smoke_alarm',
    policy: 'firm',
    nightsMin: 2,
    price: {
      night: 18_900,
      weekendNight: 22_400,
      highNight: 25_500,
      cleaning: 7_000,
      weeklyDiscountBp: 700,
      extraGuest: { above: 6, night: 1_200 },
      pet: 1_500,
    },
    rating: 4.81,
    ratingCount: 27,
    reviews: [
      ['Lindqvist', 33, 'Three generations at one table for a week, and we are still talking to each other.'],
      ['Bramwell', 101, 'Apples, a fire, room for all nine. The hot water runs out at the sixth bath.'],
    ],
  },
]
