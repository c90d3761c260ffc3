import { beginningWith, eachNear, lengthOf, ownerOf, sortOf, type NameIndex, type NameSort } from './name-index.ts'
import { peopleOf, type World } from './world.ts'

/** A place of the world whose name is like what was typed. `exact`: it is called just so. `weight` is its people, less where it is less meant. */
export type Called = Readonly<{ place: number; slips: number; exact: boolean; weight: number }>

/** Which places are asked for, and how many at most: the largest. */
export type Asked = Readonly<{ limit: number; fits: (place: number) => boolean }>

/** While somebody types, what all call a place weighs more than what some do. */
const sortShare: Readonly<Record<NameSort, number>> = { name: 1, other: 0.5, part: 0.2 }

/** Places with a name that begins with `typed`, those called just so before all others. */
export function callBeginning(world: World, typed: string, { limit, fits }: Asked): Called[] {
  const { index } = world
  const best = newBest(limit)
  const [from, until] = beginningWith(index, typed)
  for (let name = from; name < until; name++) {
    const exact = lengthOf(index, name) === typed.length && sortOf(index, name) !== 'part'
    best.offer({ place: ownerOf(index, name), slips: 0, exact, weight: weightOf(world, name, exact) }, fits)
  }
  return best.all()
}

/** Places with a name that begins with `typed` but for a few slips, `slipsMax` at most; those with fewer before all others. */
export function callNear(world: World, typed: string, slipsMax: number, { limit, fits }: Asked): Called[] {
  const best = newBest(limit)
  eachNear(world.index, typed, slipsMax, (name, slips) => {
    best.offer({ place: ownerOf(world.index, name), slips, exact: false, weight: weightOf(world, name, false) }, fits)
  })
  return best.all()
}

/** All that are called just so. */
export function placesCalled({ index }: World, folded: string): number[] {
  const [from, until] = beginningWith(index, folded)
  const found: number[] = []
  for (let name = from; name < until && lengthOf(index, name) === folded.length; name++) found.push(ownerOf(index, name))
  return found
}

/** All that a place is called, folded. */
export function namesOfPlace({ index }: World, place: number): string[] {
  const found: string[] = []
  for (let at = firstName(index, place); ownerOf(index, index.byOwner[at] ?? 0) === place && at < index.byOwner.length; at++) {
    const name = index.byOwner[at] ?? 0
    if (sortOf(index, name) !== 'part') found.push(textOf(index, name))
  }
  return found
}

function firstName(index: NameIndex, place: number): number {
  let [low, high] = [0, index.byOwner.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ownerOf(index, index.byOwner[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return low
}

const textOf = ({ letters, starts }: NameIndex, name: number) => String.fromCharCode(...letters.subarray(starts[name], starts[name + 1]))

/** Regions and countries that `qualifier` stands for behind a comma: by their whole name or code, 'texas' or 'tx', else by its beginning. */
export function landsCalled(world: World, qualifier: string): ReadonlySet<number> {
  const { index, towns } = world
  const [exact, others] = [new Set(landsByCode(world).get(qualifier)), new Set<number>()]
  const [from, until] = beginningWith(index, qualifier)
  for (let name = from; name < until; name++) {
    const place = ownerOf(index, name)
    if (place >= towns) (lengthOf(index, name) === qualifier.length ? exact : others).add(place)
  }
  return exact.size > 0 ? exact : others
}

const byCode = new WeakMap<World, ReadonlyMap<string, readonly number[]>>()

/** 'tx' and 'us': the last part of each code. */
function landsByCode(world: World): ReadonlyMap<string, readonly number[]> {
  const known = byCode.get(world)
  if (known) return known
  const lands = Map.groupBy(world.codes.keys(), (land) => world.codes[land]?.toLowerCase().split('.').at(-1) ?? '')
  const places = new Map([...lands].map(([code, some]) => [code, some.map((land) => world.towns + land)]))
  byCode.set(world, places)
  return places
}

function weightOf(world: World, name: number, exact: boolean): number {
  return (peopleOf(world, ownerOf(world.index, name)) + 1) * (exact ? 1 : sortShare[sortOf(world.index, name)])
}

/** The `limit` best, each place once, in order. */
function newBest(limit: number) {
  const best: Called[] = []
  return {
    offer: (one: Called, fits: Asked['fits']) => {
      const worst = best[limit - 1]
      if ((worst && !comesBefore(one, worst)) || !fits(one.place)) return
      const known = best.findIndex(({ place }) => place === one.place)
      if (known >= 0) {
        const other = best[known]
        if (other && !comesBefore(one, other)) return
        best.splice(known, 1)
      }
      let at = best.length
      while (at > 0 && comesBefore(one, best[at - 1] ?? one)) at--
      best.splice(at, 0, one)
      if (best.length > limit) best.pop()
    },
    all: () => best,
  }
}

function comesBefore(a: Called, b: Called): boolean {
  if (a.slips !== b.slips) return a.slips < b.slips
  if (a.exact !== b.exact) return a.exact
  return a.weight === b.weight ? a.place < b.place : a.weight > b.weight
}
