import { letterMask, missingLetters, startsAlike, typos } from './place-names.ts'

/** Folded names of numbered areas that come and go, found by their words. Whoever asks is told of an area once or more often. */
export type AreaNames = {
  add(area: number, folded: string): void
  remove(area: number, folded: string): void
  clear(): void
  named(folded: string): readonly number[]
  /** Those with a word that begins so: 'sands' finds 'Saltby Sands' too. */
  beginning(typed: string, use: (area: number) => void): void
  /** Those whose name begins so but for `slips`. */
  near(typed: string, slips: number, use: (area: number) => void): void
}

/** Names compared letter by letter for one answer: 3 ms. A market in which more begin alike does not forgive slips in all of them. */
const comparedMax = 20_000

/** In groups by their first letters, few enough to look through; numbers, since going through a hundred thousand objects takes long. */
export function newAreaNames(): AreaNames {
  const [byWord, byStart, byName] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<string, number[]>()]
  const [names, masks]: [string[], number[]] = [[], []]
  const groupsOf = (folded: string) => [
    ...wordStarts(folded).map((start) => [byWord, start] as const),
    [byStart, folded.slice(0, 2)] as const,
    [byName, folded] as const,
  ]
  return {
    add: (area, folded) => {
      names[area] = folded
      masks[area] = letterMask(folded)
      for (const [groups, key] of groupsOf(folded)) join(groups, key, area)
    },
    remove: (area, folded) => {
      for (const [groups, key] of groupsOf(folded)) leave(groups, key, area)
    },
    clear: () => {
      for (const groups of [byWord, byStart, byName]) groups.clear()
    },
    named: (folded) => byName.get(folded) ?? [],
    beginning: (typed, use) => {
      if (typed.length < startLetters) {
        for (const [start, group] of byWord) if (start.startsWith(typed)) group.forEach(use)
        return
      }
      const beginsWord = (name: string) => name.startsWith(typed) || name.includes(` ${typed}`)
      for (const area of byWord.get(typed.slice(0, startLetters)) ?? []) if (beginsWord(names[area] ?? '')) use(area)
    },
    near: (typed, slips, use) => {
      const mask = letterMask(typed)
      let compared = 0
      for (const [start, group] of byStart) {
        if (!startsAlike(typed, start)) continue
        for (const area of group) {
          if (missingLetters(mask, masks[area] ?? 0) > slips) continue
          if (++compared > comparedMax) return
          if (typos(typed, names[area] ?? '', slips) <= slips) use(area)
        }
      }
    },
  }
}

const startLetters = 3

/** The first letters from each word on. */
const wordStarts = (folded: string): string[] => {
  if (!folded.includes(' ')) return [folded.slice(0, startLetters)]
  return [...new Set([...folded.matchAll(/(?<=^| )./g)].map(({ index }) => folded.slice(index, index + startLetters)))]
}

function join(groups: Map<string, number[]>, key: string, area: number): void {
  const group = groups.get(key)
  if (group) group.push(area)
  else groups.set(key, [area])
}

function leave(groups: Map<string, number[]>, key: string, area: number): void {
  const group = groups.get(key) ?? []
  const last = group.pop()
  if (last !== undefined && last !== area) group[group.indexOf(area)] = last
  if (group.length === 0) groups.delete(key)
}
