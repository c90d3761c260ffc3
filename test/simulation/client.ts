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
import { minuteMs, secondMs } from '../../src/kernel/clock.ts'
import { isExpected, type Incarnation } from './incarnation.ts'
import type { Dice } from '../dice.ts'
import type { Life, Scheduler } from './scheduler.ts'
import { must } from './violation.ts'

type Ground = {
  scheduler: Scheduler
  dice: Dice
  outside: Life
  current: () => Incarnation
  onSurprise: (what: unknown) => void
}

export type Keyed = { actor: string; route: string; key: string; input: unknown }
export type Client = ReturnType<typeof newClient>

type Run = (process: Incarnation, seal: Seal<Answer>) => Promise<Answer>

const triesMax = 5
const repeatedShare = 0.06

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

  /** Some answers get lost on their way, and whoever waited asks again: at once, or when they are back. They are told the same. */
  async function repeat(keyed: Keyed, run: Run, first: Answer): Promise<void> {
    await scheduler.wait(outside, dice.below(3 * minuteMs))
    const again = await ask((process) => answerOnce(process, keyed, run))
    const [one, two] = [first, again ?? first].map((answer) => JSON.stringify(answer))
    must('acknowledged', one === two, () => `${keyed.route} by the key ${keyed.key} was answered ${one}, and then ${two}`)
  }

  return {
    ask,
    /** As `src/platform/http/idempotent.ts` does behind HTTP. */
    askKeyed: async (keyed: Keyed, run: Run): Promise<Answer | undefined> => {
      const answer = await ask((process) => answerOnce(process, keyed, run))
      if (answer && isDecided(answer) && dice.chance(repeatedShare)) void repeat(keyed, run, answer).catch(onSurprise)
      return answer
    },
  }
}

/** Whoever asks while another is still at it with the same key is told nothing yet. */
const isDecided = ({ body }: Answer) => !isDeepStrictEqual(body, { code: 'idempotency_in_flight' })

async function answerOnce(process: Incarnation, { actor, route, key, input }: Keyed, run: Run): Promise<Answer> {
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
