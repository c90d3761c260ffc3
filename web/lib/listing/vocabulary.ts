import { anchor, bus, castle, cottage, door, houses, tent, tower } from '../../components/icons-letting.ts'
import { bed, leaf } from '../../components/icons-home.ts'
import { home, key } from '../../components/icons.ts'

/** What a home may be, most common first. The API's vocabulary; a test holds the two together. */
export const propertyIcons: Readonly<Record<string, string>> = {
  apartment: tower,
  house: home,
  cottage,
  townhouse: houses,
  cabin: leaf,
  guesthouse: bed,
  loft: door,
  villa: castle,
  bungalow: home,
  barn: houses,
  tiny_house: home,
  boat: anchor,
  camper: tent,
  castle,
  condominium: tower,
  serviced_apartment: key,
  hotel: tower,
  hostel: bus,
  other: door,
}
export const propertyTypes = Object.keys(propertyIcons)

export const placeTypes = ['entire', 'private_room', 'shared_room', 'hotel_room'] as const
export const bedKinds = ['double', 'king', 'single', 'bunk', 'sofa_bed', 'mattress', 'cot'] as const
export const policies = ['flexible', 'moderate', 'limited', 'firm', 'strict'] as const

/** What may be there, by the group it is asked in. */
export const amenityGroups = {
  essentials:
    'wifi heating air_conditioning hot_water essentials bed_linen extra_bedding workspace ethernet fans dark_curtains wardrobe iron safe',
  kitchen:
    'kitchen kitchenette fridge stove oven microwave dishwasher dishes cooking_basics kettle coffee_maker toaster dining_table breakfast',
  bathroom_and_laundry: 'bath hair_dryer toiletries bidet washer dryer drying_rack laundry_nearby',
  indoors: 'tv fireplace sound_system books games piano gym sauna',
  outdoors: 'balcony garden outdoor_furniture barbecue pool hot_tub beach_access waterfront bicycles',
  getting_in_and_around:
    'self_check_in host_greets building_staff private_entrance lift step_free luggage_drop free_parking paid_parking ev_charger',
  family: 'crib high_chair children_books_and_toys baby_bath window_guards stair_gates family_friendly',
  safety: 'smoke_alarm carbon_monoxide_alarm fire_extinguisher first_aid_kit bedroom_lock outdoor_cameras',
  house_rules: 'pets_allowed smoking_allowed events_allowed long_stays_allowed',
} as const

export type AmenityGroup = keyof typeof amenityGroups
export const amenitiesIn = (group: AmenityGroup): readonly string[] => amenityGroups[group].split(' ')
export const groups: readonly AmenityGroup[] = [
  'essentials',
  'kitchen',
  'bathroom_and_laundry',
  'indoors',
  'outdoors',
  'getting_in_and_around',
  'family',
  'safety',
  'house_rules',
]
