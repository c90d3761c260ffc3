import type { OpenFact } from './draft.ts'
import type { Listing } from './listing.ts'

/** The parts of a listing's form: where each thing that is missing can be said. */
export const editSteps = ['kind', 'place', 'rooms', 'amenities', 'photos', 'texts', 'prices', 'rules'] as const
export type EditStep = (typeof editSteps)[number]

type Facts = Pick<Listing, 'unsaid' | 'title' | 'summary' | 'description' | 'address' | 'photos' | 'source'> & { priced: boolean }
type Demand = Readonly<{ step: EditStep; lacks: (facts: Facts) => boolean }>

const unsaid =
  (...facts: OpenFact[]) =>
  (listing: Facts) =>
    facts.some((fact) => listing.unsaid.includes(fact))
/** What was imported came without some things, and is shown all the same: its host took it over as it was. */
const ours = ({ source }: Facts) => source === null

/** What a guest must know or see before anything is shown, in the order in which it is asked. */
const demands = {
  pin: { step: 'place', lacks: unsaid('exact') },
  address: { step: 'place', lacks: (facts) => ours(facts) && facts.address === null },
  rooms: { step: 'rooms', lacks: unsaid('capacity', 'bedrooms', 'beds', 'bathrooms') },
  amenities: { step: 'amenities', lacks: unsaid('amenities') },
  photos: { step: 'photos', lacks: (facts) => ours(facts) && facts.photos.length === 0 },
  title: { step: 'texts', lacks: ({ title }) => title === '' },
  summary: { step: 'texts', lacks: (facts) => ours(facts) && facts.summary === '' },
  description: { step: 'texts', lacks: (facts) => ours(facts) && facts.description === '' },
  price: { step: 'prices', lacks: ({ priced }) => !priced },
  rules: { step: 'rules', lacks: unsaid('policy', 'instantBook') },
} as const satisfies Record<string, Demand>

export type MissingCode = keyof typeof demands
export type Missing = Readonly<{ code: MissingCode; step: EditStep }>

const codes = Object.keys(demands).filter((code): code is MissingCode => Object.hasOwn(demands, code))
export const missingCodes: readonly MissingCode[] = codes

/** What has to be said before a listing can be shown; nothing when it can. @param priced whether it has a price above nothing */
export const missingFrom = (listing: Omit<Facts, 'priced'>, priced: boolean): Missing[] =>
  codes.filter((code) => demands[code].lacks({ ...listing, priced })).map((code) => ({ code, step: demands[code].step }))
