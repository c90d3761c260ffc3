import { dayMs, later, minuteMs, secondMs, type Instant } from '../../kernel/clock.ts'
import { account } from '../../ledger/accounts.ts'
import { movementOf, movementsSince } from '../../ledger/movements.ts'
import { write } from '../../platform/db.ts'
import { newLoop, type Loop } from '../../platform/loop.ts'
import { pieces } from '../../platform/pieces.ts'
import type { Log } from '../../platform/telemetry.ts'
import { lookIntoItem } from './look-into-item.ts'
import type { PaymentDeps } from '../payment-deps.ts'
import { ProviderUnavailable } from '../provider.ts'
import type { MoneyItem } from './money-item.ts'
import { selectItemSides, selectKnownTransactions, selectProgress, selectWaiting } from './store.ts'
import { feeReason, giveUpWaiting, takeInOurs, takeInTheirs } from './take-in.ts'
import { beginTurn, mayBegin, TurnLostError, type Turn } from './turn.ts'

/** How often both sides' books are compared. With the time that a side may be late, a difference is known within a minute. */
const pollMs = 15 * secondMs
/** A webhook or a job takes a moment; what is one-sided for longer is asked for, and what still is then is a case. */
const quietMs = 10 * secondMs
const patienceMs = 25 * secondMs
/** What was written while the last round read, by clocks that differ a little, is read again. */
const overlapMs = 15 * secondMs
/** Now and then everything of the last day is: what came later than anybody thought is not lost. */
const deepEveryMs = 15 * minuteMs
const deepMs = dayMs
/** Of one transaction. SQLite lets nobody else in meanwhile. */
const batchMax = 20
const waitingMax = 200

export type Reconciler = Pick<Loop, 'start' | 'stop'> & {
  /** Compares everything new once. */
  runOnce(): Promise<void>
}

type Watch = () => Promise<void>

/**
 * Compares the ledger with the provider's own records, transaction by transaction, and puts every difference before the
 * operators. One process does it at a time; `watches` are looked after with it.
 */
export function newReconciler(deps: PaymentDeps, log: Log, watches: readonly Watch[] = []): Reconciler {
  let turn: Turn | undefined
  const runOnce = async () => {
    turn = await beginTurn(deps)
    try {
      if (turn) await round(deps, log, { turn, watches })
    } catch (error) {
      if (!(error instanceof TurnLostError)) throw error
      log.warn('another process has taken over comparing the books')
    }
  }
  const step = async () => {
    const seen = await selectProgress(deps.db)
    // A turn of our own that failed is nobody else's yet.
    const isOurs = seen !== undefined && seen.version === turn?.progress.version
    if (!seen || isOurs || mayBegin(seen, deps.clock.now(), pollMs / 2)) await runOnce()
    return false
  }
  const { start, stop } = newLoop({ name: 'payments.reconcile', step, pollMs, log })
  return { start, stop, runOnce }
}

type Round = Readonly<{ turn: Turn; watches: readonly Watch[] }>

async function round(deps: PaymentDeps, log: Log, { turn, watches }: Round): Promise<void> {
  const now = deps.clock.now()
  const { deepAt, oursFrom, theirsFrom } = turn.progress
  const isDeep = now - deepAt >= deepEveryMs
  const since = (from: Instant | null) => (from === null ? null : later(from, -(isDeep ? deepMs : overlapMs)))
  await readOurs(deps, turn, since(oursFrom))
  const newest = await readTheirs(deps, turn, since(theirsFrom))
  for (const item of await selectWaiting(deps.db, later(now, -quietMs), waitingMax)) {
    await judge(deps, log, item)
    await turn.goOn()
  }
  for (const watch of watches) await watch()
  await turn.end({ oursFrom: now, theirsFrom: newest ?? theirsFrom, ...(isDeep ? { deepAt: now } : {}) })
}

async function readOurs(deps: PaymentDeps, turn: Turn, from: Instant | null): Promise<void> {
  for await (const movements of movementsSince(deps.db, account.provider, from)) {
    const ours = movements.filter(({ reason }) => reason !== feeReason)
    for (const some of pieces(ours)) {
      const sides = await selectItemSides(
        deps.db,
        some.map(({ entryId }) => entryId),
      )
      const known = new Set(sides.filter((side) => side.ours_minor !== null).map(({ id }) => id))
      const fresh = some.filter(({ entryId }) => !known.has(entryId))
      for (const batch of batches(fresh)) {
        await write(deps.db, async (tx) => {
          for (const movement of batch) await takeInOurs(tx, deps, movement)
        })
        await turn.goOn()
      }
    }
  }
}

/** @returns when the newest of them was made. */
async function readTheirs(deps: PaymentDeps, turn: Turn, createdFrom: Instant | null): Promise<Instant | undefined> {
  let newest: Instant | undefined
  for (let before: string | null = null; ;) {
    const { transactions, more } = await deps.provider.listTransactions({ createdFrom, before })
    newest ??= transactions[0]?.createdAt
    const ids = transactions.map(({ id }) => id)
    const known = ids.length === 0 ? new Set<string | null>() : await selectKnownTransactions(deps.db, ids)
    for (const batch of batches(transactions.filter(({ id }) => !known.has(id)))) {
      await write(deps.db, (tx) => takeInTheirs(tx, deps, batch))
    }
    await turn.goOn()
    before = ids.at(-1) ?? null
    if (!more || before === null) return newest
  }
}

/** One side has waited: the provider is asked how the thing stands, and then it is settled or a case. */
async function judge(deps: PaymentDeps, log: Log, item: MoneyItem): Promise<void> {
  const isDecided = item.ours !== null || (await isAnswered(deps, log, item))
  const movement = item.ours ? undefined : await movementOf(deps.db, account.provider, item.id)
  if (movement) await write(deps.db, (tx) => takeInOurs(tx, deps, movement))
  else if (item.seenAt <= later(deps.clock.now(), -patienceMs))
    await write(deps.db, (tx) => giveUpWaiting(tx, deps, item.id, { isDecided }))
}

/** False: the provider could not tell now, and is asked again in the next round. */
async function isAnswered(deps: PaymentDeps, log: Log, item: MoneyItem): Promise<boolean> {
  try {
    await lookIntoItem(deps, item)
    return true
  } catch (error) {
    log.warn({ item: item.id, about: item.about, err: error }, 'what the provider has and we do not could not be settled')
    return !(error instanceof ProviderUnavailable)
  }
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / batchMax) }, (_, index) => all.slice(index * batchMax, (index + 1) * batchMax))
}
