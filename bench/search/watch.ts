import { setTimeout as sleep } from 'node:timers/promises'
import type { ListingId } from '../../src/kernel/ids.ts'
import type { Query } from '../../src/search/query.ts'
import type { Search } from '../../src/search/search.ts'
import { foundBy } from './subject.ts'

/** Wait until `id` is among what `query` finds, or is not any more. */
export type Expected = Readonly<{ query: Query; id: ListingId; found: boolean }>

/** Nanoseconds on the machine's own clock, the same in every process. */
export type Moment = bigint

export type Watcher = { /** When an answer was first as expected. */ see(expected: Expected): Promise<Moment>; stop(): void }

/** Asks everything that is waited for once a millisecond. */
export function newWatcher(search: Search): Watcher {
  const waiting = new Map<Expected, (at: Moment) => void>()
  let stopped = false
  const watch = async () => {
    while (!stopped) {
      for (const [expected, resolve] of waiting) {
        const { ids } = await foundBy(search, expected.query)
        if (ids.includes(expected.id) !== expected.found) continue
        waiting.delete(expected)
        resolve(process.hrtime.bigint())
      }
      await sleep(1)
    }
  }
  void watch()
  return {
    see: (expected) => new Promise((resolve) => waiting.set(expected, resolve)),
    stop: () => {
      stopped = true
    },
  }
}
