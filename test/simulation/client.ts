import type { Seal } from '../../src/platform/seal.ts'
import {
  amendAnswer,
  beginKeyed,
  hashInput,
  parseIdempotencyKey,
  releaseKey,
  sealAnswer,
  type Answer,
} from '../../src/platform/idempotency.ts'
import { write } from '../../src/platform/db.ts'
import { isDeepStrictEqual } from 'node:util'
import { secondMs } from '../../src/kernel/clock.ts'
import { isExpected, type Incarnation } from './incarnation.ts'
import type { Dice } from '../dice.ts'
import type { Life, Scheduler } from './scheduler.ts'

type Ground = {
  scheduler: Scheduler
  dice: Dice
  outside: Life
  current: () => Incarnation
  onSurprise: (what: unknown) => void
}

export type Keyed = { actor: string; route: string; key: string; input: unknown }
export type Client = ReturnType<typeof newClient>

const triesMax = 5

/** Somebody outside who asks, and asks again with the same key when no answer came. */
export function newClient({ scheduler, dice, outside, current, onSurprise }: Ground) {
  /** Undefined: however often it was asked, no answer came. What became of it is anybody's guess. */
  async function ask<T>(work: (process: Incarnation) => Promise<T>): Promise<T | undefined> {
    for (let tries = 0; tries < triesMax; tries++) {
      const process = current()
      try {
        return await process.call(() => work(process))
      } catch (thrown) {
        if (!isExpected(thrown)) onSurprise(thrown)
      }
      await scheduler.wait(outside, 200 + dice.below(30 * secondMs))
    }
    return undefined
  }
  return {
    ask,
    /** As `src/platform/http/idempotent.ts` does behind HTTP. */
    askKeyed: (keyed: Keyed, run: (process: Incarnation, seal: Seal<Answer>) => Promise<Answer>): Promise<Answer | undefined> =>
      ask((process) => answerOnce(process, keyed, run)),
  }
}

async function answerOnce(
  process: Incarnation,
  { actor, route, key, input }: Keyed,
  run: (process: Incarnation, seal: Seal<Answer>) => Promise<Answer>,
): Promise<Answer> {
  const { db } = process.deps
  const parsed = parseIdempotencyKey(key)
  if (!parsed.ok) throw new Error('a bad key')
  const begun = await beginKeyed(db, process.deps, { actor, route, key: parsed.value, inputHash: hashInput(input) })
  if (!begun.ok) return { status: 409, body: begun.error }
  if ('answer' in begun.value) return begun.value.answer
  const lease = begun.value.fresh
  let sealed: Answer | undefined
  try {
    const answer = await run(process, async (tx, value) => {
      sealed = value
      await sealAnswer(tx, lease, value)
    })
    if (answer.status >= 400) await write(db, (tx) => sealAnswer(tx, lease, answer))
    else if (!sealed) throw new Error('a keyed request had an effect without sealing its answer')
    else if (!isDeepStrictEqual(sealed, answer)) await amendAnswer(db, lease, answer)
    return answer
  } catch (thrown) {
    await releaseKey(db, lease)
    throw thrown
  }
}
