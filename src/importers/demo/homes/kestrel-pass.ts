import type { DemoHome } from '../demo-home.ts'

export const kestrelPass: readonly DemoHome[] = [
  {
    slug: 'pine-hut',
    picture: { house: 'cabin', place: 'mountains', light: 'snow', scheme: 1 },
    host: 'jon',
    title: 'Pine Hut',
    summary: 'Snow from December, wild garlic by April, sauna always.',
    description:
      'The higher of my two cabins, five minutes below the pass. Two bedrooms, a drying room for boots, and a sauna that takes forty minutes to heat and an evening to leave.\n\nThe bus to the lifts stops at the end of the track from December to March. The rest of the year it is you, the path to the ridge and the kestrels.\n\nChains are wise from November. I have a spare set in the shed, honour system.',
    houseRules: 'Sauna: towels on the wood, door shut, nobody alone who has been drinking.\nBoots in the drying room.',
    propertyType: 'cabin',
    town: 'Kestrel Pass',
    address: 'Pine Hut, Pass Road',
    offset: { lat: 0.0033, lng: -0.0029 },
    sleeps: { capacity: 4, bedrooms: 2, beds: 3, bathrooms: 1 },
    petsMax: 1,
    amenities: 'wifi sauna fireplace kitchen free_parking heating washer smoke_alarm carbon_monoxide_alarm self_check_in',
    policy: 'moderate',
    nightsMin: 2,
    price: { night: 13_200, weekendNight: 15_800, highNight: 17_400, cleaning: 4_000, weeklyDiscountBp: 900, pet: 1_500 },
    rating: 4.92,
    ratingCount: 73,
    reviews: [
      ['Lena', 19, 'Ski, sauna, soup, sleep. Repeat. The drying room is a work of genius.'],
      ['Duarte', 65, 'Came for the ridge walk. We used the spare chains. We put them back.'],
    ],
  },
]
