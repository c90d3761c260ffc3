import { setImmediate as nextTurn } from 'node:timers/promises'
import { FencedError } from '../kernel/fence.ts'
import type { Signal } from './signal.ts'
import type { Log } from './telemetry.ts'

export type Loop = {
  start(): void
  /** Resolves when the step that is running has ended. */
  stop(): Promise<void>
  wake(): void
}

export type LoopOptions = {
  name: string
  /** True: there is more to do at once. */
  step: () => Promise<boolean>
  /** The longest rest; nothing but a missed wake-up depends on it. */
  pollMs: number
  wakeOn?: Signal['on'][]
  /** Whether those who wait for an answer need the processor: then nothing wakes it early, and each step finds more to do. */
  isBusy?: (() => boolean) | undefined
  log: Log
}

const failurePauseMsMin = 100
const failurePauseMsMax = 10_000

/**
 * Runs `step` again and again, one at a time: at once when woken or when there is more, else after `pollMs`. A step that
 * throws is logged and tried again after a growing pause. Its timers don't keep the process alive.
 */
export function newLoop(options: LoopOptions): Loop {
  const nap = newNap()
  let run: Promise<void> | undefined
  let stops: (() => void)[] = []
  return {
    start: () => {
      if (run) return
      nap.reset()
      stops = (options.wakeOn ?? []).map((on) => on(nap.wake))
      run = repeat(options, nap)
    },
    stop: async () => {
      for (const stop of stops) stop()
      nap.end()
      await run
      run = undefined
    },
    wake: nap.wake,
  }
}

async function repeat({ name, step, pollMs, isBusy, log }: LoopOptions, nap: Nap): Promise<void> {
  for (let failures = 0; !nap.ended;) {
    nap.forget()
    try {
      const more = await step()
      failures = 0
      // SQLite answers without ever giving way: between two steps everybody else must have a turn.
      await nextTurn()
      if (more) continue
      if (isBusy?.()) await nap.pause(pollMs)
      else await nap.rest(pollMs)
    } catch (thrown) {
      if (thrown instanceof FencedError) return
      log.error({ err: thrown, loop: name }, 'a background step failed and will be tried again')
      await nap.pause(Math.min(failurePauseMsMin * 2 ** failures++, failurePauseMsMax))
    }
  }
}

type Nap = ReturnType<typeof newNap>

function newNap() {
  let ended = false
  let woken = false
  let rouse: (() => void) | undefined
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms).unref()
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  let pausing = false
  return {
    get ended() {
      return ended
    },
    /** Only a wake-up from now on ends the next rest. */
    forget: () => {
      woken = false
    },
    wake: () => {
      woken = true
      if (!pausing) rouse?.()
    },
    rest: async (ms: number) => {
      if (!ended && !woken) await sleep(ms)
    },
    /** Cut short by the end only. */
    pause: async (ms: number) => {
      if (ended) return
      pausing = true
      await sleep(ms)
      pausing = false
    },
    end: () => {
      ended = true
      rouse?.()
    },
    reset: () => {
      ended = false
    },
  }
}
