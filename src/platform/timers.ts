import { setTimeout as sleep } from 'node:timers/promises'

/** What waits for time to pass. An argument, so that simulators own it; a function that is handed back calls the waiting off. */
export type Timers = {
  sleep(ms: number): Promise<void>
  /** Runs `work` once, `ms` from now. */
  after(ms: number, work: () => void): () => void
  /** Runs `work` every `ms`. */
  every(ms: number, work: () => void): () => void
}

/** Those that wait for others, `after` and `every`, don't keep the process alive. */
export const systemTimers: Timers = {
  sleep: (ms) => sleep(ms),
  after: (ms, work) => {
    const timer = setTimeout(work, ms).unref()
    return () => clearTimeout(timer)
  },
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref()
    return () => clearInterval(timer)
  },
}
