import type { StayRule } from '../../src/calendar/shortest-stay.ts'
import type { DayNumber } from '../../src/kernel/calendar-date.ts'
import { parseId, type Id } from '../../src/kernel/ids.ts'
import { wallTime } from '../../src/kernel/zone.ts'
import { presetPolicy } from '../../src/listings/cancellation-policy.ts'
import type { Override, PricePlan } from '../../src/pricing/price-plan.ts'
import type { SearchListing } from '../../src/search/search-listing.ts'
import { choosing, drawFor, drawFrom, firstAbove, type Draw } from './draw.ts'
import * as real from './real-cities.ts'
import type { Town, Towns } from './towns.ts'

/** Made-up homes: which is which depends on the seed and its number alone, so that nobody need keep them. */
export type Homes = { home(index: number): SearchListing; /** In order, without end. */ all(): Generator<SearchListing, never> }

export type HomesOptions = Readonly<{ towns: Towns; seed: number; today: DayNumber }>

/** A year is what calendars are kept for. */
const yearDays = 365

export function newHomes({ towns, seed, today }: HomesOptions): Homes {
  const home = (index: number) => newHome(index, { draw: drawFor(seed, index), towns, today })
  return {
    home,
    *all() {
      for (let index = 0; ; index++) yield home(index)
    },
  }
}

/** The next of them until there are `units` units, or the few more that the last home has. */
export function* taking(all: Generator<SearchListing, never>, units: number): Generator<SearchListing> {
  for (let taken = 0; taken < units;) {
    const home = all.next().value
    taken += home.units.length
    yield home
  }
}

/** As ids are made: those of younger homes sort later. The last digits of a unit's are its place among its home's. */
export function idOf<Name extends string>(index: number, unit = 0): Id<Name> {
  const hex = index.toString(16).padStart(12, '0')
  const id = parseId<Name>(`${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${unit.toString(16).padStart(12, '0')}`)
  if (!id.ok) throw new Error(id.error.code)
  return id.value
}

type Making = { draw: Draw; towns: Towns; today: DayNumber }

function newHome(index: number, { draw, towns, today }: Making): SearchListing {
  const town = towns.pick(draw)
  const { like } = town
  const choose = choosersOf(like)
  const capacity = choose.capacity(draw)
  const placeType = choose.placeType(draw)
  const bedrooms = placeType === 'entire' ? Math.round(capacity * 0.36 + draw.share() - 0.4) : 1
  const nightsMin = choose.nightsMin(draw)
  const plan = newPlan(draw, like)
  const amenities = newAmenities(draw)
  const reviewCount = Math.floor(drawFrom(like.reviews, draw))
  return {
    id: idOf<'listing'>(index),
    ...placeIn(town, draw),
    zone: town.zone,
    currency: town.currency,
    placeType,
    propertyType: choose.propertyType(draw),
    capacity,
    bedrooms,
    beds: Math.max(1, Math.round(capacity * 0.55 + draw.share() - 0.5)),
    bathroomHalves: draw.chance(0.7) ? 2 : 2 + draw.below(1 + Math.max(1, bedrooms)),
    petsMax: amenities.includes('pets_allowed') ? 1 : 0,
    instantBook: draw.chance(like.instantBook),
    checkInFrom: arrivals[draw.below(arrivals.length)] ?? usualArrival,
    policy: policy(draw),
    nightsMin,
    nightsMax: Math.max(nightsMin, choose.nightsMax(draw)),
    amenities,
    reviewCount,
    ratingHundredths: reviewCount > 0 && draw.chance(like.rated + 0.1) ? Math.round(drawFrom(like.rating, draw)) : null,
    reviewedOn: reviewCount > 0 ? today - Math.floor(drawFrom(like.reviewAge, draw)) : null,
    plan,
    overrides: newOverrides(draw, plan, today),
    stayRules: draw.chance(like.withRules) ? newRules(draw, nightsMin, today) : [],
    units: Array.from({ length: draw.chance(manyUnits) ? 2 + draw.below(9) : 1 }, () => takenNights(draw, like, today)),
  }
}

/** Homes of 2 to 10 units alike; all others are one. */
const manyUnits = 0.03
const usualArrival = wallTime('15:00')
const arrivals = [usualArrival, usualArrival, wallTime('14:00'), wallTime('16:00')]

const choosers = new Map<real.RealCity, ReturnType<typeof newChoosers>>()
function choosersOf(city: real.RealCity) {
  const known = choosers.get(city) ?? newChoosers(city)
  choosers.set(city, known)
  return known
}

const newChoosers = (city: real.RealCity) => ({
  placeType: choosing(city.placeTypes),
  propertyType: choosing(city.propertyTypes),
  capacity: choosing(city.capacities),
  nightsMin: choosing(city.nightsMin),
  nightsMax: choosing(city.nightsMax),
})

const kmPerDegree = 111.2
const quarters = ['North', 'Northeast', 'East', 'Southeast', 'South', 'Southwest', 'West', 'Northwest']

function placeIn(town: Town, draw: Draw) {
  const km = drawFrom(town.like.away, draw) * town.km
  const turn = draw.share()
  const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  const lat = rounded(town.lat + (km / kmPerDegree) * Math.cos(turn * 2 * Math.PI))
  const east = (km / kmPerDegree / Math.cos((town.lat * Math.PI) / 180)) * Math.sin(turn * 2 * Math.PI)
  const lng = rounded(((town.lng + east + 540) % 360) - 180)
  const neighbourhood = quarters[Math.round(turn * quarters.length) % quarters.length] ?? null
  return { lat, lng, country: town.country, region: town.region, town: town.name, neighbourhood }
}

const policy = choosing(real.policies.map(([code, share]) => [presetPolicy(code), share]))
const included = choosing(real.guestsIncluded)

function newPlan(draw: Draw, like: real.RealCity): PricePlan {
  const baseMinor = Math.round(drawFrom(like.base, draw))
  const part = (share: number) => Math.round(baseMinor * share)
  return {
    baseMinor,
    weekendMinor: draw.chance(0.3) ? part(1 + draw.share() / 4) : null,
    weeklyDiscountBp: draw.chance(0.2) ? 500 + draw.below(1_500) : 0,
    monthlyDiscountBp: draw.chance(0.2) ? 1_000 + draw.below(3_000) : 0,
    cleaningMinor: draw.chance(0.88) ? part(drawFrom(real.cleaningShare, draw)) : 0,
    guestsIncluded: included(draw),
    extraGuestMinor: draw.chance(0.56) ? part(drawFrom(real.extraGuestShare, draw)) : 0,
    petMinor: draw.chance(0.1) ? 2_000 : 0,
  }
}

/** As many as Singapore's calendars have runs of nights at one price, where there is more than one; spread over the year. */
function newOverrides(draw: Draw, { baseMinor }: PricePlan, today: DayNumber): Override[] {
  const count = Math.round(drawFrom(real.priceRuns, draw))
  if (count <= 1) return []
  const different = Array.from({ length: Math.round(drawFrom(real.prices, draw)) }, () =>
    Math.round(baseMinor * drawFrom(real.priceShare, draw)),
  )
  return spread(draw, count, real.priceNights).map(([from, until]) => ({
    fromDay: today + from,
    untilDay: today + until,
    nightlyMinor: different[draw.below(different.length)] ?? baseMinor,
  }))
}

const ruleLengths = [1, 1, 1, 2, 2, 2, 3, 4, 7, 14, 30, 60, 180]

function newRules(draw: Draw, nightsMin: number, today: DayNumber): StayRule[] {
  const count = Math.round(drawFrom(real.rules, draw))
  return spread(draw, count, ruleLengths).map(([from, until]) => {
    return { fromDay: today + from, untilDay: today + until, nightsMin: Math.max(1, nightsMin + draw.below(5) - 2) }
  })
}

/** `count` ranges in the coming year, apart from each other, of the lengths given where they have room. */
function spread(draw: Draw, count: number, lengths: readonly number[]): [from: number, until: number][] {
  return Array.from({ length: count }, (_, part) => {
    const [first, end] = [Math.floor((part * yearDays) / count), Math.floor(((part + 1) * yearDays) / count)]
    const length = Math.min(end - first, Math.max(1, Math.round(drawFrom(lengths, draw))))
    const from = first + draw.below(end - first - length + 1)
    return [from, from + length]
  })
}

/** Runs of the lengths that runs have there, so far apart that in the long run the home's share of nights is taken. */
function takenNights(draw: Draw, { taken, takenRun }: real.RealCity, today: DayNumber): DayNumber[] {
  const share = drawFrom(taken, draw)
  const days: DayNumber[] = []
  if (share < 0.005) return days
  const gap = (meanOf(takenRun) * (1 - share)) / share
  let day = draw.chance(share) ? 0 : pause(draw, gap)
  while (day < yearDays) {
    const end = Math.min(yearDays, day + Math.max(1, Math.round(drawFrom(takenRun, draw))))
    while (day < end) days.push(today + day++)
    day += pause(draw, gap)
  }
  return days
}

const pause = (draw: Draw, mean: number) => Math.round(-Math.log(1 - draw.share()) * mean)

const means = new Map<readonly number[], number>()
function meanOf(quantiles: readonly number[]): number {
  const known = means.get(quantiles)
  if (known !== undefined) return known
  const draw = drawFor(0, 0)
  let sum = 0
  for (let i = 0; i < 10_000; i++) sum += drawFrom(quantiles, draw)
  means.set(quantiles, sum / 10_000)
  return sum / 10_000
}

/** Codes that no home of the measured cities shares with ours. */
const rareNames = Array.from({ length: real.rareAmenities }, (_, rank) => `rare_amenity_${rank + 1}`)
const rareUpTo: number[] = []
let rareWhole = 0
for (let rank = 0; rank < real.rareAmenities; rank++) rareUpTo.push((rareWhole += real.rareAmenityShare(rank)))

/** Well-kept homes have more of everything: 10 amenities in one of ten, 40 in another. */
function newAmenities(draw: Draw): string[] {
  const rich = 0.35 + 1.3 * draw.share()
  const amenities: string[] = []
  for (const [name, share] of real.amenityShares) if (draw.share() < Math.min(0.995, share ** (1 / rich))) amenities.push(name)
  let left = rareWhole
  while ((left += Math.log(1 - draw.share())) > 0) {
    const name = rareNames[firstAbove(rareUpTo, draw.share() * rareWhole)]
    if (name !== undefined && !amenities.includes(name)) amenities.push(name)
  }
  return amenities
}
