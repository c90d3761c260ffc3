import type { Deps } from './deps.ts'
import { newLoop } from './loop.ts'
import { eventsAfter, findEventId, findHead } from './outbox-store.ts'
import type { Event } from './outbox.ts'
import { onNumbered } from './sequencer.ts'
import { newLogger, type Log } from './telemetry.ts'

/** An event with its number. Numbers are dense: after n comes n + 1. */
export type NumberedEvent = Event & { readonly seq: number }

export type FollowerInput = {
  /** The number of the last event that the caller knows of; see `lastNumber`. */
  after: number
  /** The next events, in order. When it throws, the same ones come again: applying twice must be harmless. */
  onEvents(events: NumberedEvent[]): Promise<void>
  /**
   * Called when the next events have been swept already (this process slept for days): makes the caller whole without
   * them and answers the number to go on after. Without it the follower refuses to go on.
   */
  onSwept?(): Promise<number>
}

export type Follower = {
  start(): void
  stop(): Promise<void>
  /** The number of the last event given to `onEvents`. */
  position(): number
  /** Resolves when every event numbered before the call has been given. @throws what `onEvents` throws. */
  catchUp(): Promise<void>
}

export type FollowerOptions = { log?: Log; pollMs?: number; isBusy?: (() => boolean) | undefined }

const batchMax = 200
const pollMsDefault = 200

/** The last number given: read it before what is then followed from it. */
export async function lastNumber(db: Deps['db']): Promise<number> {
  return (await findHead(db))?.seq ?? 0
}

/** A number and the event that has it: the same number in another database, or in one that was restored, is another's. */
export type Mark = Readonly<{ seq: number; id: string }>

/** null: that event is no more. */
export async function markAt(db: Deps['db'], seq: number): Promise<Mark | null> {
  const id = await findEventId(db, seq)
  return id === null ? null : { seq, id }
}

export class SweptError extends Error {
  override name = 'SweptError'
}

/** Follows the outbox in memory: every event from a number on, in order, none skipped. It keeps nothing: the position is the caller's. */
export function newFollower({ db }: Pick<Deps, 'db'>, input: FollowerInput, options: FollowerOptions = {}): Follower {
  let position = input.after

  async function nextBatch(): Promise<boolean> {
    const events = await eventsAfter(db, position, batchMax)
    const last = events.at(-1)
    if (!last) return false
    if (last.seq !== position + events.length) {
      if (!input.onSwept) throw new SweptError(`the events after number ${position} are gone`)
      position = await input.onSwept()
      return true
    }
    await input.onEvents(events)
    position = last.seq
    return events.length === batchMax
  }

  let turn: Promise<unknown> = Promise.resolve()
  /** The loop and `catchUp` must not both give the same events. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  const { log = newLogger(), pollMs = pollMsDefault, isBusy } = options
  const loop = newLoop({ name: 'follower', step: () => inTurn(nextBatch), pollMs, wakeOn: [onNumbered], isBusy, log })
  return {
    start: loop.start,
    stop: loop.stop,
    position: () => position,
    catchUp: async () => {
      while (await inTurn(nextBatch));
    },
  }
}
