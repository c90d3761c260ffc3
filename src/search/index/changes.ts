import { setTimeout as sleep } from 'node:timers/promises'
import { entriesIn, knownOf } from './dictionaries.ts'
import { newLock } from './lock.ts'
import { tell } from './share.ts'
import type { Index } from './shared-index.ts'
import { newThreads, type Threads } from './threads.ts'
import type { Writer } from './writer.ts'

/** The order in which an index is changed: at once while this thread alone reads it, and while no thread reads once there are some. */
export type Changes = {
  make(change: () => void): void
  /** Resolves when every change before the call has been made. */
  settled(): Promise<void>
  /** Resolves when they answer. */
  startThreads(count: number): Promise<void>
  /** Those who answer, once one of them is ready; null: this thread does. */
  threads(): Threads | null
  stop(): Promise<void>
  /** Ends one of the threads, for tests of what follows. */
  endThread(): Promise<void>
}

/** So long changes are made while readers wait: some hundred calendars, or ten whole homes. Then readers have this long at least. */
const [stepMs, pauseMs] = [0.4, 1]

export function newChanges(index: Index, writer: Writer): Changes {
  const lock = newLock()
  let threads: Threads | null = null
  let ready = false
  let waiting: (() => void)[] = []
  let making: Promise<void> | null = null
  let known = knownOf(index.codes)
  let toldOf = ''
  let policies = index.policies

  /** Whatever readers do not see in the memory that they share. */
  const publish = () => {
    const changes = writer.changes()
    const state = `${entriesIn(index.codes)} ${index.from} ${index.until} ${JSON.stringify(index.terms)}`
    if (changes.blocks.size === 0 && changes.parts.size === 0 && state === toldOf && policies === index.policies) return false
    threads?.tell(tell(index, changes, known))
    known = knownOf(index.codes)
    toldOf = state
    policies = index.policies
    return true
  }
  const makeAll = async () => {
    for (; waiting.length > 0; await sleep(pauseMs)) {
      await lock.write()
      const until = performance.now() + stepMs
      let made = 0
      try {
        while (made < waiting.length && performance.now() < until) waiting[made++]?.()
      } finally {
        waiting.splice(0, made)
        lock.written(publish())
      }
    }
    making = null
  }
  const make = (change: () => void) => {
    if (!threads) return change()
    waiting.push(change)
    making ??= makeAll()
  }
  return {
    make,
    settled: () => new Promise((resolve) => make(resolve)),
    startThreads: async (count) => {
      if (threads) return
      writer.changes()
      known = knownOf(index.codes)
      const started = newThreads(index, lock, count)
      threads = started
      try {
        await started.countIn([])
        ready = threads === started
      } catch (error) {
        // Without them this thread goes on answering, after all that waits has been made; who calls again tries again.
        await started.stop()
        while (making) await making
        if (threads === started) threads = null
        throw error
      }
    },
    threads: () => (ready ? threads : null),
    endThread: async () => threads?.endOne(),
    stop: async () => {
      await making
      await threads?.stop()
      threads = null
      ready = false
      waiting = []
    },
  }
}
