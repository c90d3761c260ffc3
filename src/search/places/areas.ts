import { hash } from 'node:crypto'
import type { Point } from '../geography.ts'
import { newAreaNames } from './area-names.ts'
import { addTo, areaOf, middleOf, newSums, type Area, type AreaKind, type Sums } from './area-sums.ts'
import { fold } from './place-names.ts'

/** What a listing says about where it is, in words. */
export type AreaNames = Readonly<{ country: string | null; region: string | null; town: string; neighbourhood: string | null }>

/** The same, and the listing's blurred point. */
export type Whereabouts = Point & AreaNames

/** Places by what our listings say of where they are; each set of names by a small number, so that an index need not keep the words. */
export type Areas = {
  /** The number of these names. It is theirs until the last listing there has been removed; then other names may get it. */
  codeOf(names: AreaNames): number
  whereaboutsOf(code: number): AreaNames
  add(code: number, point: Point): void
  remove(code: number, point: Point): void
  /** Forgets all listings, and what numbers mean. */
  clear(): void
  get(id: string): Area | undefined
  /** Those with exactly this folded name. */
  named(folded: string): Area[]
  /** Those with a word that begins so, where most listings are. */
  beginning(folded: string, limit: number): Area[]
  /** Those whose name begins so but for `slips`, where most listings are. */
  near(folded: string, slips: number, limit: number): Area[]
  /** Those of a kind where most listings are. */
  most(kind: AreaKind, limit: number, suits?: (folded: string, middle: Point) => boolean): Area[]
}

type Entry = Readonly<{ names: AreaNames; key: string; within: readonly Sums[] }> & { listings: number }

export function newAreas(): Areas {
  const [entries, spare]: [(Entry | undefined)[], number[]] = [[], []]
  const codes = new Map<string, number>()
  const all = newAllSums()
  const codeOf = ({ country, region, town, neighbourhood }: AreaNames) => {
    const key = [country, region, town, neighbourhood].join('\n')
    const known = codes.get(key)
    if (known !== undefined) return known
    const code = spare.pop() ?? entries.length
    const names = { country, region, town, neighbourhood }
    entries[code] = { names, key, within: all.take(names), listings: 0 }
    codes.set(key, code)
    return code
  }
  const entryOf = (code: number): Entry => {
    const entry = entries[code]
    if (!entry) throw new Error(`no listing is in area ${code}`)
    return entry
  }
  return {
    codeOf,
    whereaboutsOf: (code) => entryOf(code).names,
    add: (code, point) => {
      const entry = entryOf(code)
      entry.listings++
      all.add(entry.within, point, 1)
    },
    remove: (code, point) => {
      const entry = entryOf(code)
      entry.listings--
      all.add(entry.within, point, -1)
      if (entry.listings > 0) return
      all.release(entry.within)
      entries[code] = undefined
      codes.delete(entry.key)
      spare.push(code)
    },
    clear: () => {
      all.clear()
      codes.clear()
      spare.length = entries.length = 0
    },
    ...all.asked,
  }
}

/** Areas that at least one set of names is in. */
function newAllSums() {
  const [numbered, spare]: [Sums[], number[]] = [[], []]
  // Beside the sums themselves: looking into a hundred thousand objects, spread over memory, takes ten times as long.
  let listings = new Uint32Array(1024)
  const byId = new Map<string, Sums>()
  const byName = newAreaNames()
  const takeOne = (kind: AreaKind, country: string | null, name: string | null, within: string | null): Sums[] => {
    if (!name) return []
    const id = idOf(kind, country, within, name)
    const known = byId.get(id)
    const number = known?.number ?? spare.pop() ?? numbered.length
    const sums = known ?? newSums({ number, id, kind, name, folded: fold(name), region: within, country: country ?? '' })
    sums.named++
    if (!known) {
      numbered[number] = sums
      if (number >= listings.length) listings = withRoom(listings, number * 2)
      byId.set(id, sums)
      byName.add(number, sums.folded)
    }
    return [sums]
  }
  const release = (sums: Sums) => {
    sums.named--
    if (sums.named > 0) return
    byId.delete(sums.id)
    byName.remove(sums.number, sums.folded)
    spare.push(sums.number)
  }
  const most = (limit: number, each: (use: (area: number) => void) => void): Area[] => {
    const best = newMostListed(listings, limit)
    each(best.offer)
    return best
      .all()
      .flatMap((area) => numbered[area] ?? [])
      .map(areaOf)
  }
  return {
    take: ({ country, region, town, neighbourhood }: AreaNames): Sums[] => [
      ...takeOne('region', country, region, null),
      ...takeOne('town', country, town, region),
      ...takeOne('neighbourhood', country, neighbourhood, town || region),
    ],
    release: (some: readonly Sums[]) => some.forEach(release),
    add: (some: readonly Sums[], point: Point, sign: 1 | -1) => {
      for (const sums of some) {
        addTo(sums, point, sign)
        listings[sums.number] = sums.count
      }
    },
    clear: () => {
      byId.clear()
      byName.clear()
      spare.length = numbered.length = 0
      listings.fill(0)
    },
    asked: {
      get: (id: string) => {
        const sums = byId.get(id)
        return sums && sums.count > 0 ? areaOf(sums) : undefined
      },
      named: (folded: string) => most(Infinity, (use) => byName.named(folded).forEach(use)),
      beginning: (folded: string, limit: number) => most(limit, (use) => byName.beginning(folded, use)),
      near: (folded: string, slips: number, limit: number) => most(limit, (use) => byName.near(folded, slips, use)),
      most: (kind: AreaKind, limit: number, suits?: (folded: string, middle: Point) => boolean) =>
        most(limit, (use) => {
          for (const sums of numbered) if (sums.kind === kind && (!suits || suits(sums.folded, middleOf(sums)))) use(sums.number)
        }),
    },
  }
}

/** The `limit` in which most listings are, most first, each once. */
function newMostListed(listings: Uint32Array, limit: number) {
  const best: number[] = []
  const countOf = (area: number | undefined) => listings[area ?? -1] ?? 0
  return {
    offer: (area: number) => {
      const count = countOf(area)
      if (count === 0 || count <= countOf(best[limit - 1]) || best.includes(area)) return
      let at = best.length
      while (at > 0 && countOf(best[at - 1]) < count) at--
      best.splice(at, 0, area)
      if (best.length > limit) best.pop()
    },
    all: () => best,
  }
}

/** Names whose id is remembered: a digest costs more than all else that a listing needs. */
const idsMax = 20_000

/** The same in every process and after every start. */
function newIdOf() {
  const ids = new Map<string, string>()
  return (kind: AreaKind, country: string | null, within: string | null, name: string) => {
    const key = [kind, country, within, name].join('\n')
    const known = ids.get(key)
    if (known !== undefined) return known
    if (ids.size >= idsMax) ids.clear()
    const digest = hash('sha256', JSON.stringify([kind, country, fold(within ?? ''), fold(name)]), 'hex')
    ids.set(key, `own:${digest.slice(0, 20)}`)
    return `own:${digest.slice(0, 20)}`
  }
}

const idOf = newIdOf()

/** What a town that listings name is called by, as long as it has a name. */
export const townId = ({ country, region, town }: Omit<AreaNames, 'neighbourhood'>) => idOf('town', country, region, town)

function withRoom(old: Uint32Array, size: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(size)
  larger.set(old)
  return larger
}
