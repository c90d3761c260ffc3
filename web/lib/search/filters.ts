/** Amenities that a reader may ask for, in the order they are shown; the words are the API's. */
export const wantedAmenities = [
  'wifi',
  'kitchen',
  'washer',
  'free_parking',
  'workspace',
  'heating',
  'air_conditioning',
  'pool',
  'fireplace',
  'step_free',
] as const

/** Offered at once beside the filters, one press each. */
export const commonAmenities = ['wifi', 'kitchen', 'free_parking'] as const

export const placeTypes = ['entire', 'private_room', 'shared_room', 'hotel_room'] as const
