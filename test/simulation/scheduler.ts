import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Clock, Instant } from '../../src/kernel/clock.ts'
import type { Timers } from '../../src/platform/timers.ts'
import { newDice, type Dice } from '../dice.ts'
import { newHeap } from './heap.ts'
import { newTrace, type Trace } from './trace.ts'

/** Whose work it is: one incarnation of the process, or the world outside. What waits when its life is over never goes on. */
export type Life = { readonly name: string; over: boolean }

type Waiting = { life: Life; label: string; resume: () => void }
type Timer = Waiting & { at: number; order: number; off: boolean }

export type Scheduler = {
  readonly clock: Clock
  readonly trace: Trace
  /** Resolves when the seed says that it is this one's turn. */
  turn(life: Life, label: string): Promise<void>
  at(at: number, life: Life, label: string, work: () => void): () => void
  timersOf(life: Life): Timers
  wait(life: Life, ms: number): Promise<void>
  /** Runs until the clock shows `until`. `beforeStep` may end a life. */
  run(until: number, beforeStep: () => void): Promise<void>
  end(life: Life): void
  dice(stream: number): Dice
  steps(): number
}

/** Between two steps of anybody's work this much may pass, at most. */
const stepMsMax = 4

/**
 * One thing at a time, and the seed says which. Whoever reaches for the world waits here for its turn; when nobody waits,
 * the clock moves on to the next timer. Nothing of the machine's own (time, chance, order) has a say.
 */
export function newScheduler(seed: number, start: Instant): Scheduler {
  const trace = newTrace()
  const order = diceOf(seed, 0)
  const timers = newHeap<Timer>((a, b) => a.at - b.at || a.order - b.order)
  let ready: Waiting[] = []
  let now: number = start
  let made = 0
  let steps = 0

  const at: Scheduler['at'] = (when, life, label, resume) => {
    const timer: Timer = { life, label, resume, at: Math.max(when, now), order: made++, off: false }
    timers.push(timer)
    return () => {
      timer.off = true
    }
  }
  const isGone = (timer: Timer) => timer.off || timer.life.over
  const next = (): Timer | undefined => {
    for (let first = timers.first(); first; first = timers.first()) {
      if (!isGone(first)) return first
      timers.shift()
    }
    return undefined
  }
  const wakeDue = () => {
    for (let first = next(); first && first.at <= now; first = next()) {
      timers.shift()
      ready.push(first)
    }
  }
  const wait: Scheduler['wait'] = (life, ms) => new Promise((resolve) => void at(now + ms, life, 'slept', resolve))

  async function settled(until: number): Promise<boolean> {
    await microtasksDone()
    wakeDue()
    if (ready.length > 0) return true
    // The product gives way to others here and there: let it, before time passes.
    await turnOfTheLoop()
    wakeDue()
    if (ready.length > 0) return true
    const first = next()
    if (!first || first.at > until) return false
    now = Math.max(now, first.at)
    wakeDue()
    return true
  }

  return {
    clock: { now: () => now as Instant },
    trace,
    at,
    wait,
    turn: (life, label) => new Promise((resume) => ready.push({ life, label, resume })),
    timersOf: (life) => ({
      sleep: (ms) => wait(life, ms),
      after: (ms, work) => at(now + ms, life, 'after', work),
      every: (ms, work) => {
        let stop = () => {}
        const again = () => {
          stop = at(now + ms, life, 'every', () => {
            again()
            work()
          })
        }
        again()
        return () => stop()
      },
    }),
    run: async (until, beforeStep) => {
      while (await settled(until)) {
        beforeStep()
        if (ready.length === 0) continue
        const index = order.below(ready.length)
        const chosen = ready[index]
        const last = ready.pop()
        if (!chosen || !last) continue
        if (chosen !== last) ready[index] = last
        now += order.below(stepMsMax)
        steps++
        trace.note(steps, now, chosen.life.name, chosen.label)
        chosen.resume()
      }
      now = Math.max(now, until)
    },
    end: (life) => {
      life.over = true
      ready = ready.filter((waiting) => waiting.life !== life)
    },
    dice: (stream) => diceOf(seed, stream),
    steps: () => steps,
  }
}

/** Everything that could go on without the world has gone on. */
const microtasksDone = () => new Promise<void>((resolve) => process.nextTick(resolve))

const diceOf = (seed: number, stream: number) => newDice(Math.imul(seed, 1_000_003) + stream * 7_919 + 1)
