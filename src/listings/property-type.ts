/** What a home is; the words are other markets', lower case. */
const words = {
  apartment: ['rental unit', 'apartment', 'flat', 'place', 'casa particular', 'casa particular (cuba)'],
  condominium: ['condo', 'condominium'],
  loft: ['loft'],
  serviced_apartment: ['serviced apartment', 'aparthotel'],
  house: ['home', 'house', 'vacation home', 'dome house', 'earthen home'],
  townhouse: ['townhouse', 'town house'],
  bungalow: ['bungalow'],
  villa: ['villa'],
  cottage: ['cottage'],
  cabin: ['cabin', 'chalet'],
  guesthouse: ['guesthouse', 'guest suite', 'bed and breakfast', 'guest house', 'farm stay', 'homestay'],
  hotel: ['hotel', 'boutique hotel', 'resort', 'riad'],
  hostel: ['hostel'],
  boat: ['boat', 'houseboat'],
  barn: ['barn'],
  castle: ['castle'],
  tiny_house: ['tiny home', 'tiny house', 'shipping container'],
  camper: ['camper/rv', 'camper', 'rv', 'campsite', 'tent', 'yurt', 'tipi'],
  other: ['other'],
} as const satisfies Record<string, readonly string[]>

const byWord: ReadonlyMap<string, string> = new Map(Object.entries(words).flatMap(([type, names]) => names.map((name) => [name, type])))

export const propertyTypes: readonly string[] = Object.keys(words)

/** Our type for another market's words: 'Private room in rental unit' and 'Entire rental unit' are an apartment. What we don't know is `other`. */
export function propertyTypeOf(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const bare = plain.replace(/^(?:entire |(?:private |shared )?room(?: in (?:an? )?|$))/, '')
  return byWord.get(plain) ?? byWord.get(bare) ?? byWord.get(bare.replaceAll('_', ' ')) ?? 'other'
}
