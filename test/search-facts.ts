import { dayMs, type Instant } from '../src/kernel/clock.ts'
import type { Currency } from '../src/kernel/money.ts'
import { wallTime, type Zone } from '../src/kernel/zone.ts'
import { agreedPolicy, cancellationPolicies, isPolicyCode, presetPolicy } from '../src/listings/cancellation-policy.ts'
import type { AgreedPolicy, Keeps, PolicyId } from '../src/listings/cancellation-policy.ts'
import type { TaxRule, Terms } from '../src/pricing/market-terms.ts'
import { taxableLines } from '../src/pricing/market-terms.ts'
import type { Override, PricePlan } from '../src/pricing/price-plan.ts'
import { wrapLng } from '../src/search/geography.ts'
import type { SearchListing } from '../src/search/search-listing.ts'
import type { Dice } from './dice.ts'

/**
 * Random homes, policies and prices. Each rule of a price has a generator of its own, by name: a rule that pricing gains
 * does not compile here until it is made up too, and is then found wherever search does not know it.
 */
export type Makings = {
  dice: Dice
  now: Instant
  home: { lat: number; lng: number }
  currencies: readonly Currency[]
  policies: readonly AgreedPolicy[]
  id: SearchListing['id']
}

const zones = ['Pacific/Kiritimati', 'Etc/GMT+12', 'America/St_Johns', 'Asia/Singapore', 'Europe/Paris'] as Zone[]
export const amenities = ['wifi', 'kitchen', 'parking', 'pool', 'stove']
export const placeTypes = ['entire', 'private_room', 'shared_room', 'hotel_room']
export const propertyTypes = ['house', 'apartment', 'cabin']

export function newFacts({ dice, now, home, currencies, policies, id }: Makings): SearchListing {
  const today = Math.floor(now / dayMs)
  const nightsMin = dice.pick([1, 1, 1, 2, 3, 3, 7, 28, 400])
  const spread = dice.pick([0.001, 0.05, 1, 3])
  return {
    id,
    lat: Math.max(-90, Math.min(90, home.lat + (dice.share() - 0.5) * spread)),
    lng: wrapLng(home.lng + (dice.share() - 0.5) * spread),
    ...dice.pick(towns),
    neighbourhood: dice.pick([null, 'Quay', 'Mill']),
    zone: dice.pick(zones),
    placeType: dice.pick(placeTypes),
    propertyType: dice.pick(propertyTypes),
    capacity: 1 + dice.below(8),
    bedrooms: dice.pick([0, 1, 2, 3, 4, 12]),
    beds: dice.pick([0, 1, 2, 3, 5, 8, 9]),
    bathroomHalves: dice.pick([0, 1, 2, 3, 4, 6, 15, 16]),
    petsMax: dice.below(3),
    instantBook: dice.chance(0.5),
    checkInFrom: wallTime(dice.pick(['00:00', '00:30', '11:10', '15:00', '23:59'])),
    policy: dice.pick(policies),
    nightsMin,
    nightsMax: dice.pick([nightsMin, 2, 14, 365, 1125]),
    currency: dice.pick(currencies),
    amenities: amenities.filter(() => dice.chance(0.6)),
    ...newRating(dice, today),
    plan: make(dice, newPlan),
    // Some cost the same on many days.
    overrides: dice.chance(0.3) ? [] : newRanges(dice, today).map(([fromDay, untilDay]) => make(dice, newOverride(fromDay, untilDay))),
    stayRules: dice.chance(0.5)
      ? []
      : newRanges(dice, today).map(([from, until]) => ({ fromDay: from, untilDay: until, nightsMin: dice.pick([1, 2, 3, 4, 7, 400]) })),
    units: Array.from({ length: dice.pick([1, 1, 1, 2, 3]) }, () =>
      newRanges(dice, today).flatMap(([from, until]) => Array.from({ length: until - from }, (_, i) => from + i)),
    ),
  }
}

/** Two that share a name, one that is written in two ways, and one without. */
const towns = [
  { country: 'SG', region: null, town: 'Portmerrow' },
  { country: 'SG', region: 'West', town: 'Alderbrook' },
  { country: 'SG', region: 'East', town: 'Alderbrook' },
  { country: 'SG', region: 'east', town: 'ALDERBROOK' },
  { country: null, region: 'East', town: 'Upper Tarn' },
  { country: 'SG', region: null, town: '' },
]

function newRating(dice: Dice, today: number) {
  if (dice.chance(0.3)) return { reviewCount: 0, ratingHundredths: null, reviewedOn: null }
  const ratingHundredths = dice.pick([null, 100 + dice.below(401), 449, 450, 480, 500])
  return { reviewCount: 1 + dice.below(300), ratingHundredths, reviewedOn: today - dice.below(800) }
}

/** How each field of a thing is made up; optional ones too. */
type Makers<T> = { [Field in keyof T]-?: (dice: Dice) => T[Field] }

function make<T>(dice: Dice, makers: Makers<T>): T {
  const made: Partial<T> = {}
  for (const field in makers) made[field] = makers[field](dice)
  return made as T
}

const newPlan: Makers<PricePlan> = {
  baseMinor: (dice) => dice.below(30_000),
  weekendMinor: (dice) => dice.pick([null, dice.below(50_000)]),
  weeklyDiscountBp: (dice) => dice.pick([0, 1_000, 3_333]),
  monthlyDiscountBp: (dice) => dice.pick([0, 2_500]),
  cleaningMinor: (dice) => dice.pick([0, 4_999]),
  guestsIncluded: (dice) => 1 + dice.below(4),
  extraGuestMinor: (dice) => dice.pick([0, 1_500]),
  petMinor: (dice) => dice.pick([0, 2_001]),
}

const newOverride = (fromDay: number, untilDay: number): Makers<Override> => ({
  fromDay: () => fromDay,
  untilDay: () => untilDay,
  nightlyMinor: (dice) => dice.below(40_000),
})

/** Ranges of nights in order, apart from each other, some before today and some beyond the window; often few, sometimes all. */
function newRanges(dice: Dice, today: number): [from: number, until: number][] {
  const ranges: [number, number][] = []
  if (dice.chance(0.05)) return [[today - 2, today + 800]]
  let day = today - 5
  const busy = dice.pick([2, 12, 60, 200])
  while (day < today + 790) {
    const from = day + 1 + dice.below(busy)
    day = from + 1 + dice.below(busy === 200 ? 60 : 9)
    ranges.push([from, day])
  }
  return ranges
}

/** The fields of a kind of tax. */
type RuleOf<Kind extends TaxRule['kind'], Rule = TaxRule> = Rule extends TaxRule
  ? Kind extends Rule['kind']
    ? Omit<Rule, 'kind'>
    : never
  : never

const [taxedIn, exempt] = [['EUR', 'SGD', 'JPY'] as Currency[], (dice: Dice) => dice.pick([undefined, undefined, 2, 7, 30])]
const newLevy: Makers<RuleOf<'per_night'>> = {
  name: () => 'Town tax',
  minor: (dice) => dice.pick([1, 210, 1_999]),
  currency: (dice) => dice.pick(taxedIn),
  capNights: (dice) => dice.pick([undefined, 1, 4, 7]),
  adultsOnly: (dice) => dice.chance(0.5),
  exemptFromNights: exempt,
}
const newPercentage: Makers<RuleOf<'percent'>> = {
  name: () => 'GST',
  bp: (dice) => dice.pick([1, 900, 2_133]),
  base: (dice) => {
    const base = taxableLines.filter(() => dice.chance(0.5))
    return base.length > 0 ? base : ['guest_fee']
  },
  exemptFromNights: exempt,
}

/** Every kind of tax; one that pricing gains does not compile until it has its generator. */
const newTax: { [Kind in TaxRule['kind']]: (dice: Dice) => TaxRule & { kind: Kind } } = {
  none: () => ({ kind: 'none' }),
  percent: (dice) => ({ kind: 'percent', ...make(dice, newPercentage) }),
  per_guest_night: (dice) => ({ kind: 'per_guest_night', ...make(dice, newLevy) }),
  per_night: (dice) => ({ kind: 'per_night', ...make(dice, newLevy) }),
  per_stay: (dice) => ({ kind: 'per_stay', ...make(dice, newLevy) }),
}
const taxKinds = Object.keys(newTax) as TaxRule['kind'][]

const termsMakers: Makers<Terms> = {
  guestFeeBp: (dice) => dice.pick([0, 1_275]),
  hostFeeBp: (dice) => dice.pick([0, 300]),
  tax: (dice) => newTax[dice.pick(taxKinds)](dice),
}
export const newTerms = (dice: Dice): Terms => make(dice, termsMakers)

/** The presets, and two that the operator made: the days before arrival are few, so that they are often just over. */
export function newPolicies(dice: Dice, nextId: () => PolicyId): AgreedPolicy[] {
  const presets = Object.keys(cancellationPolicies).filter(isPolicyCode).map(presetPolicy)
  return [...presets, newPolicy(dice, nextId()), newPolicy(dice, nextId())]
}

const keeping: Keeps[] = [
  { nightsBeyondSlept: 0, restPercent: 0 },
  { nightsBeyondSlept: 0, restPercent: 30 },
  { nightsBeyondSlept: 2, restPercent: 50 },
  { nightsBeyondSlept: 0, restPercent: 100 },
]

/** From the longest notice to the shortest, and never keeping less later, as the operator must make them. */
export function newPolicy(dice: Dice, id: PolicyId): AgreedPolicy {
  const notices = [40, 9, 3, 1, 0]
    .filter(() => dice.chance(0.5))
    .map((daysBefore) => ({ daysBefore, hoursBefore: dice.pick([undefined, 0, 1, 13]) }))
  const from = dice.pick([0, 0, 1])
  const tiers = notices.map((notice, index) => ({ ...notice, keeps: keeping[Math.min(keeping.length - 1, from + index)] ?? keeping[0]! }))
  return agreedPolicy(id, `Policy ${id}`, { tiers, late: dice.pick([...keeping.slice(from + notices.length), keeping[3]!]) })
}
