import type { Box } from '../geography.ts'
import type { Areas } from './areas.ts'
import { candidatesBeginning, candidatesNear, ownPlace, placeWithAnyId, type Candidate, type Known, type Typed } from './candidates.ts'
import type { Place } from './place.ts'
import { fold, typosMax } from './place-names.ts'
import { placesCalled } from './world-names.ts'
import type { World } from './world.ts'

export type CountedPlace = Place & Readonly<{ listings: number }>

export type Gazetteer = {
  /** Places whose name begins with `text`, small slips forgiven: those with listings first, then by how many mean them. */
  suggest(text: string, limit: number): Promise<CountedPlace[]>
  /** What a guest most likely means by `text`, an id or a name: a full name beats a beginning, whatever lies there. */
  find(text: string): Promise<CountedPlace | null>
}

/** `countIn` says how many listings lie in each box. */
type Sources = Readonly<{ world(): Promise<World>; areas: Areas; countIn(boxes: readonly Box[]): Promise<readonly number[]> }>

type Counted = Candidate & Readonly<{ listings: number }>

/** Letters of what is typed that are looked at. */
const lettersMax = 100
/** How many words from the end may say a region or country: 'paris texas', 'kingston new south wales'. */
const wordsMax = 3
/** Places that fewer people mean may have a name by chance that is a slip for a better known one. */
const wellKnown = 10_000

export function newGazetteer({ world, areas, countIn }: Sources): Gazetteer {
  const counted = async <T extends { place: Place }>(some: readonly T[]): Promise<(T & { listings: number })[]> => {
    const counts = some.length > 0 ? await countIn(some.map(({ place }) => place.bbox)) : []
    return some.map((one, index) => ({ ...one, listings: counts[index] ?? 0 }))
  }
  const weigh = async (text: string): Promise<Counted[]> => {
    const known = { world: await world(), areas }
    const there = async (candidates: readonly Candidate[]) =>
      (await counted(candidates)).filter(({ invented, listings }) => !invented || listings > 0)
    const typed = parseTyped(text)
    const found = await there(firstOf(readingsOf(known, typed), (reading) => candidatesBeginning(known, reading)))
    // 'Kalang' is a town in the Philippines, and a slip for Kallang, where we have homes.
    if (found.some(({ listings }) => listings > 0)) return found
    const slips = typosMax(typed.name.length)
    if (slips === 0) return found
    const everywhere = found.every(({ weight }) => weight < wellKnown)
    const readings = typed.qualifiers.length > 0 ? [typed, { ...typed, qualifiers: [] }] : [typed]
    const near = firstOf(readings, (reading) => candidatesNear(known, reading, slips, everywhere))
    const already = new Set(found.map(({ place }) => place.id))
    return [...found, ...(await there(near.filter(({ place }) => !already.has(place.id))))]
  }
  const present = async (places: readonly Place[]) =>
    (await counted(places.map((place) => ({ place })))).map(({ place, listings }) => ({ ...place, listings }))
  return {
    suggest: async (text, limit) => {
      if (fold(text) === '') return present(withMost(areas, limit))
      return (await weigh(text))
        .toSorted(bySuggestion)
        .slice(0, limit)
        .map(({ place, listings }) => ({ ...place, listings }))
    },
    find: async (text) => {
      const named = text.includes(':') ? placeWithAnyId({ world: await world(), areas }, text) : undefined
      if (named) return (await present([named]))[0] ?? null
      const [best] = fold(text) === '' ? [] : (await weigh(text)).toSorted(byMeaning)
      return best ? { ...best.place, listings: best.listings } : null
    },
  }
}

/** What to offer somebody who has not typed yet: towns, then parts of them. */
const withMost = (areas: Areas, limit: number): Place[] =>
  (['town', 'neighbourhood', 'region'] as const)
    .flatMap((kind) => areas.most(kind, limit))
    .slice(0, limit)
    .map(ownPlace)

function parseTyped(text: string): Typed {
  const parts = text
    .slice(0, lettersMax)
    .split(',')
    .map((part) => fold(part).slice(0, lettersMax))
  const [name = '', ...qualifiers] = parts.filter((part) => part !== '')
  return { name, qualifiers }
}

/**
 * What was typed, as it may be meant. With a comma: that is in the name ('Washington, D.C.'), or behind it is where the place
 * lies, or what is behind it means nothing. Without: all of it is the name, or its last words say where the place lies.
 */
function readingsOf({ world }: Known, typed: Typed): Typed[] {
  const { name, qualifiers } = typed
  if (qualifiers.length > 0) {
    const whole = [name, ...qualifiers].join(' ')
    return [...(placesCalled(world, whole).length > 0 ? [{ name: whole, qualifiers: [] }] : []), typed, { name, qualifiers: [] }]
  }
  const words = typed.name.split(' ')
  const splits = Array.from({ length: Math.min(wordsMax, words.length - 1) }, (_, index) => words.length - 1 - index)
  return [typed, ...splits.map((at) => ({ name: words.slice(0, at).join(' '), qualifiers: [words.slice(at).join(' ')] }))]
}

/** What the first of `readings` finds that finds anything. */
function firstOf(readings: readonly Typed[], look: (reading: Typed) => Candidate[]): Candidate[] {
  for (const reading of readings) {
    const found = look(reading)
    if (found.length > 0) return found
  }
  return []
}

const bySuggestion = (a: Counted, b: Counted) => Number(b.listings > 0) - Number(a.listings > 0) || byLikelihood(a, b)
const byMeaning = (a: Counted, b: Counted) => Number(b.exact) - Number(a.exact) || bySuggestion(a, b)

const byLikelihood = (a: Counted, b: Counted) => likelihood(b) - likelihood(a) || (a.place.id < b.place.id ? -1 : 1)

/**
 * Orders of magnitude: ten times the homes are as good as ten times the people, a whole name as thirty times, and a slip as bad
 * as three hundred times fewer.
 */
const likelihood = ({ listings, weight, exact, slips }: Counted) =>
  Math.log10(1 + listings) + Math.log10(1 + weight) + (exact ? 1.5 : 0) - 2.5 * slips
