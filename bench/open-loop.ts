import { setTimeout as sleep } from 'node:timers/promises'

/** What is done with each of `items`, begun when it is due, `rate` a second. */
export type OpenLoop<Item, Result> = Readonly<{ items: readonly Item[]; rate: number; work: (item: Item) => Promise<Result> }>

/**
 * Begins each piece of work when it is due, whether those before it are done or not. `told` hears what came of each, and how many
 * milliseconds after it was due. Resolves after the last.
 */
export async function runOpenLoop<Item, Result>(
  { items, rate, work }: OpenLoop<Item, Result>,
  told: (result: Result, ms: number) => void,
): Promise<void> {
  const startedAt = performance.now()
  const going: Promise<void>[] = []
  for (const [index, item] of items.entries()) {
    const due = startedAt + (index * 1_000) / rate
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    going.push(work(item).then((result) => told(result, performance.now() - due)))
  }
  await Promise.all(going)
}
