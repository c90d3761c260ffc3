import type { DayNumber } from '../../kernel/calendar-date.ts'
import type { Terms } from '../../pricing/market-terms.ts'
import { viewBlock, type Shape } from './block.ts'
import { learn, newDictionaries, textsOf, textsSince, type Known, type Texts } from './dictionaries.ts'
import type { Changes } from './reshape.ts'
import { newIndex, type Index } from './shared-index.ts'

/** What a thread is told of an index: memory by handle, words in full, since what it knew last. */
export type Told = Readonly<{
  /** null: the block was given up. */
  blocks: readonly (readonly [number: number, block: { shape: Shape; buffer: SharedArrayBuffer } | null])[]
  parts: readonly (readonly [number: number, part: Uint32Array])[]
  texts: Texts
  terms: Terms
  policies: Index['policies']
  from: DayNumber
  until: DayNumber
}>

/** All of it, for a thread that knows nothing, and the bounds that all share. */
export type Whole = Told & Readonly<{ bounds: Float64Array }>

export const wholeOf = (index: Index): Whole => ({
  ...tell(index, { blocks: new Set(index.blocks.keys()), parts: new Set(index.ids.parts.keys()) }, null),
  bounds: index.bounds,
})

/** @param known how many words of each dictionary have been told before; null: none */
export function tell(index: Index, changes: Changes, known: Known | null): Told {
  return {
    blocks: [...changes.blocks].map((number) => {
      const block = index.blocks[number]
      return [number, block ? { shape: block.shape, buffer: block.buffer } : null]
    }),
    parts: [...changes.parts].flatMap((number) => {
      const part = index.ids.parts[number]
      return part ? [[number, part] as const] : []
    }),
    texts: known ? textsSince(index.codes, known) : textsOf(index.codes),
    terms: index.terms,
    policies: index.policies,
    from: index.from,
    until: index.until,
  }
}

/** The same index, in another thread. */
export function indexOf(whole: Whole): Index {
  const index = newIndex(whole.from, whole.bounds)
  index.codes = newDictionaries()
  hear(index, whole)
  return index
}

export function hear(index: Index, { blocks, parts, texts, ...rest }: Told): void {
  for (const [number, block] of blocks) index.blocks[number] = block ? viewBlock(block.shape, block.buffer) : undefined
  for (const [number, part] of parts) index.ids.parts[number] = part
  learn(index.codes, texts)
  index.terms = rest.terms
  index.policies = rest.policies
  index.from = rest.from
  index.until = rest.until
}
