import { isDeepStrictEqual } from 'node:util'
import type { DayNumber } from '../../kernel/calendar-date.ts'
import type { AgreedPolicy, PolicyRef } from '../../listings/cancellation-policy.ts'
import { noTerms, type Terms } from '../../pricing/market-terms.ts'
import type { Block } from './block.ts'
import { newDictionaries, type Dictionaries } from './dictionaries.ts'
import { windowNights } from './nights.ts'
import { newIdTable, type IdTable } from './id-table.ts'

/** Sixty-seven million homes. */
export const blocksMax = 32_768

/** Everything that is published, as each thread sees it: the memory is shared, the lists of what there is are each one's own. */
export type Index = {
  /** By number; undefined where a block was given up. */
  blocks: (Block | undefined)[]
  /** West, south, east and north of each block, in shared memory: most are passed over without a look inside. */
  bounds: Float64Array
  ids: IdTable
  codes: Dictionaries
  terms: Terms
  /** What each policy is now; another map whenever one has changed. */
  policies: ReadonlyMap<PolicyRef, AgreedPolicy>
  /** The first night that is known of, and the one after the last. */
  from: DayNumber
  until: DayNumber
}

export const newIndex = (from: DayNumber, bounds: Float64Array = new Float64Array(new SharedArrayBuffer(blocksMax * 4 * 8))): Index => ({
  blocks: [],
  bounds,
  ids: newIdTable(),
  codes: newDictionaries(),
  terms: noTerms,
  policies: new Map(),
  from,
  until: from + windowNights,
})

export function setPolicy(index: Index, policy: AgreedPolicy): void {
  const known = index.policies.get(policy.ref)
  if (known !== policy && !isDeepStrictEqual(known, policy)) index.policies = new Map(index.policies).set(policy.ref, policy)
}
