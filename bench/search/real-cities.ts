import type { PolicyCode } from '../../src/listings/cancellation-policy.ts'
import type { Choices, Quantiles } from './draw.ts'

/**
 * What homes are like in four cities, measured in the files of Inside Airbnb (insideairbnb.com, CC BY 4.0) as our importer
 * reads them: Singapore, September 2023 (3,483 homes); Antwerp, June 2024 (2,870); Jersey City, April 2019 (2,651); Albany,
 * January 2024 (410).
 */
export type RealCity = Readonly<{
  /** Minor units a night. */
  base: Quantiles
  /** Which part of the coming year is taken. */
  taken: Quantiles
  /** Nights that are taken one after another. */
  takenRun: Quantiles
  placeTypes: Choices<string>
  propertyTypes: Choices<string>
  capacities: Choices<number>
  nightsMin: Choices<number>
  nightsMax: Choices<number>
  /** The share of homes with a rule of their own for how short a stay may be on some days. */
  withRules: number
  instantBook: number
  reviews: Quantiles
  rated: number
  /** Hundredths of a star. */
  rating: Quantiles
  /** Days since the latest review. */
  reviewAge: Quantiles
  /** Kilometres from the middle of all homes, as a share of how far the town reaches: see `townKm`. */
  away: Quantiles
}>

const singapore: RealCity = {
  base: [1_800, 5_000, 6_900, 9_500, 13_200, 17_000, 20_500, 25_000, 30_900, 45_000, 65_000, 150_000, 1_000_000],
  taken: [0, 0, 0, 0.02, 0.04, 0.15, 0.27, 0.58, 0.94, 1, 1, 1, 1],
  takenRun: [1, 1, 1, 2, 3, 3, 5, 8, 19, 95, 185, 275, 364],
  placeTypes: sharesOf('private_room 467 entire 455 shared_room 41 hotel_room 37'),
  propertyTypes: sharesOf(
    'apartment 394 condominium 191 serviced_apartment 141 hotel 98 house 63 hostel 40 guesthouse 24 townhouse 17 bungalow 10 other 9 loft 5 villa 4',
  ),
  capacities: counts('2 400 1 242 4 133 3 83 6 63 5 37 7 11 8 10 16 8 10 6 12 4'),
  nightsMin: counts('92 573 1 155 6 100 2 50 180 20 90 20 30 18 3 13 365 9 7 8 93 7 100 4 60 3 5 3'),
  nightsMax: counts('365 922 180 18 90 14 92 8 100 5 30 3 60 3'),
  withRules: 0.08,
  instantBook: 0.371,
  reviews: [0, 0, 0, 0, 0, 1, 2, 3, 8, 24, 54, 159, 665],
  rated: 0.541,
  rating: [100, 400, 420, 444, 457, 471, 483, 500, 500, 500, 500, 500, 500],
  reviewAge: [0, 20, 46, 124, 302, 634, 1_003, 1_323, 1_461, 1_831, 2_180, 2_634, 3_358],
  away: [0, 0.042, 0.054, 0.069, 0.085, 0.1, 0.135, 0.2, 0.28, 0.44, 0.53, 0.65, 0.92],
}

const antwerp: RealCity = {
  base: [1_900, 4_600, 6_500, 7_500, 8_500, 9_900, 11_400, 14_500, 20_000, 94_500, 99_900, 515_000, 2_499_900],
  taken: [0, 0.04, 0.09, 0.16, 0.28, 0.44, 0.59, 0.76, 0.87, 1, 1, 1, 1],
  takenRun: [1, 1, 2, 2, 3, 3, 4, 5, 9, 36, 174, 279, 364],
  placeTypes: sharesOf('entire 827 private_room 167 hotel_room 3 shared_room 3'),
  propertyTypes: sharesOf(
    'apartment 584 condominium 126 house 113 loft 50 townhouse 44 guesthouse 33 serviced_apartment 30 hotel 9 other 5 tiny_house 2 castle 1 villa 1 boat 1',
  ),
  capacities: counts('2 418 4 239 6 71 3 66 1 42 5 33 8 29 9 29 12 28 7 22 10 11 14 4 16 3'),
  nightsMin: counts('1 441 2 316 3 64 5 26 7 26 4 20 90 16 6 14 30 14 28 14 14 12 10 8 20 5 365 2'),
  nightsMax: counts('365 658 5 94 30 43 90 27 7 20 14 18 60 14 31 12'),
  withRules: 0.347,
  instantBook: 0.386,
  reviews: [0, 0, 1, 4, 8, 13, 22, 35, 60, 110, 178, 370, 841],
  rated: 0.838,
  rating: [100, 405, 442, 460, 470, 479, 485, 490, 498, 500, 500, 500, 500],
  reviewAge: [0, 5, 13, 19, 26, 40, 58, 113, 249, 474, 796, 1_734, 2_715],
  away: [0, 0.044, 0.07, 0.08, 0.087, 0.096, 0.12, 0.15, 0.18, 0.3, 0.38, 0.56, 1.34],
}

const jerseyCity: RealCity = {
  base: [2_000, 4_600, 6_300, 8_500, 10_900, 13_300, 15_900, 19_300, 24_300, 34_900, 45_000, 57_300, 249_900],
  taken: [0, 0.01, 0.07, 0.14, 0.24, 0.36, 0.52, 0.68, 0.79, 0.89, 0.95, 0.99, 1],
  takenRun: [1, 2, 3, 4, 5, 6, 7, 10, 17, 83, 185, 301, 364],
  placeTypes: sharesOf('entire 687 private_room 298 shared_room 15'),
  propertyTypes: sharesOf(
    'apartment 599 house 160 serviced_apartment 90 condominium 60 townhouse 54 loft 12 guesthouse 10 other 6 hotel 5 bungalow 1 tiny_house 1',
  ),
  capacities: counts('2 243 4 209 3 127 6 120 5 72 1 67 8 51 10 30 7 21 12 18 16 14 14 9 9 9 11 5'),
  nightsMin: counts('1 396 2 266 3 123 4 77 5 59 7 20 30 16 6 9 15 6 14 4 10 3 60 2 28 2 90 2 365 1'),
  nightsMax: counts('365 654 30 52 7 22 90 22 60 22 28 21 14 19 15 17'),
  withRules: 0.238,
  instantBook: 0.57,
  reviews: [0, 0, 1, 3, 6, 10, 16, 27, 42, 72, 100, 179, 356],
  rated: 0.833,
  rating: [100, 425, 450, 460, 470, 480, 485, 490, 500, 500, 500, 500, 500],
  reviewAge: [0, 5, 7, 11, 16, 20, 31, 70, 129, 239, 513, 1_045, 2_772],
  away: [0, 0.054, 0.086, 0.097, 0.12, 0.15, 0.2, 0.24, 0.29, 0.35, 0.41, 0.59, 0.74],
}

const albany: RealCity = {
  base: [2_200, 5_000, 6_500, 8_000, 9_400, 10_900, 12_000, 13_100, 16_900, 20_000, 29_500, 75_000, 400_000],
  taken: [0, 0.01, 0.02, 0.05, 0.1, 0.26, 0.33, 0.53, 0.75, 0.78, 0.93, 1, 1],
  takenRun: [1, 1, 1, 2, 3, 3, 4, 6, 27, 147, 249, 276, 358],
  placeTypes: sharesOf('entire 698 private_room 300 shared_room 2'),
  propertyTypes: sharesOf(
    'apartment 522 house 327 townhouse 44 guesthouse 37 hotel 32 condominium 20 loft 7 serviced_apartment 7 cottage 2 villa 2',
  ),
  capacities: counts('2 390 4 190 1 110 6 93 3 83 5 49 8 22 7 17 10 15 12 7 16 7'),
  nightsMin: counts('1 480 2 246 3 85 4 46 30 32 5 22 7 22 10 20 13 12 14 10 6 7 180 2 90 2 365 2'),
  nightsMax: counts('365 778 28 44 90 27 29 20 180 12 14 12 30 12 3 10'),
  withRules: 0.198,
  instantBook: 0.229,
  reviews: [0, 0, 2, 5, 9, 16, 29, 47, 76, 140, 239, 529, 755],
  rated: 0.88,
  rating: [300, 450, 465, 474, 481, 487, 492, 496, 500, 500, 500, 500, 500],
  reviewAge: [0, 6, 13, 20, 33, 45, 75, 111, 145, 316, 470, 1_399, 1_988],
  away: [0.014, 0.054, 0.095, 0.12, 0.15, 0.22, 0.25, 0.27, 0.31, 0.35, 0.5, 0.62, 1.43],
}

export const realCities: readonly RealCity[] = [singapore, antwerp, jerseyCity, albany]

/**
 * Runs of nights at one price in a year's calendar: Singapore's, 24.9 on average. Jersey City has 62. Antwerp's and Albany's
 * files tell one price a home and are left out.
 */
export const priceRuns: Quantiles = [1, 1, 1, 1, 1, 1, 3, 11, 45, 105, 107, 147, 362]
/** Of a home that has more than one price: how many different ones, how long each lasts, and what it is to the base. Singapore's. */
export const prices: Quantiles = [2, 2, 2, 2, 3, 5, 6, 8, 10, 15, 20, 38, 74]
export const priceNights: Quantiles = [1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 9, 53, 180]
export const priceShare: Quantiles = [0.5, 0.9, 0.99, 1.06, 1.08, 1.1, 1.13, 1.17, 1.26, 1.42, 1.68, 2.32, 4]
/** Of a home with rules for short stays: how many, in the four cities. */
export const rules: Quantiles = [1, 1, 1, 2, 2, 3, 4, 5, 16, 52, 53, 53, 53]
/** Jersey City's, as shares of the base: later files have none. Of 88 % of homes, and of 56 %. */
export const cleaningShare: Quantiles = [0.03, 0.25, 0.33, 0.41, 0.5, 0.56, 0.64, 0.72, 0.83, 1.07, 1.3, 2.22, 6.31]
export const extraGuestShare: Quantiles = [0.01, 0.07, 0.1, 0.13, 0.15, 0.17, 0.2, 0.27, 0.36, 0.51, 0.62, 0.92, 1.99]
/** Jersey City's: later files have none. */
export const policies: Choices<PolicyCode> = [
  ['strict', 0.58],
  ['moderate', 0.26],
  ['flexible', 0.16],
]
export const guestsIncluded = counts('1 551 2 168 4 147 6 42 3 38 5 25')

/** How many of a thousand homes have it, of the three cities whose files say so: 25.4 amenities a home. */
export const amenityShares = sharesOf(
  'wifi 979 kitchen 871 essentials 842 wardrobe 807 smoke_alarm 796 hair_dryer 733 hot_water 714 heating 700 iron 699 air_conditioning 694 ' +
    'toiletries 686 tv 672 washer 657 fridge 647 workspace 616 dishes 597 fire_extinguisher 556 bed_linen 552 cooking_basics 543 microwave 532 ' +
    'dryer 498 carbon_monoxide_alarm 488 stove 473 long_stays_allowed 458 self_check_in 446 coffee_maker 444 oven 430 first_aid_kit 402 ' +
    'private_entrance 353 lift 353 paid_parking 342 extra_bedding 338 free_parking 335 luggage_drop 288 bedroom_lock 287 kettle 260 dishwasher 257 ' +
    'gym 241 dining_table 227 pool 216 balcony 212 cleaning_products 191 bath 181 host_greets 160 dark_curtains 160 pets_allowed 153 ' +
    'outdoor_cameras 138 garden 134 crib 133 family_friendly 132 laundry_nearby 130 outdoor_furniture 127 building_staff 121 barbecue 119 ' +
    'toaster 103 drying_rack 98 ethernet 96 single_level_home 89 books 69 high_chair 69 fans 69 breakfast 63 hot_tub 62 step_free 61',
)
/** Of the 977 others the first is in 5 of 100 homes, the hundredth in 2 of 1,000, the last in one of 10,000. */
export const rareAmenities = 977
export const rareAmenityShare = (rank: number) => 0.05 * Math.exp(-rank / 28) + 0.0006 * Math.exp(-rank / 150) + 0.0001

function counts(text: string): Choices<number> {
  return sharesOf(text).map(([value, share]) => [Number(value), share])
}

/** 'one 500 two 250': names and shares in thousandths. */
function sharesOf(text: string): [name: string, share: number][] {
  return Array.from(text.matchAll(/(\S+) (\d+)/g), ([, name = '', share]) => [name, Number(share) / 1_000])
}
