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
  'ev_charger',
  'garden',
] as const

/** What decides for some whether they can come at all. */
export const gettingAround = ['step_free', 'lift', 'self_check_in'] as const
