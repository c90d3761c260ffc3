import { later, dayMs } from '../../kernel/clock.ts'
import type { Tx } from '../../platform/db.ts'
import type { BalanceRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { insertRecord } from './store.ts'

/** What changes the balance that the sandbox holds for us. `amount` is below zero when money leaves; the fee always leaves. */
export type Movement = Pick<BalanceRecord, 'type' | 'amount' | 'currency' | 'sourceId'> & Readonly<{ fee?: number; description?: string }>

/** Like Stripe's for European cards: a part of the amount and a fixed sum. Refunds cost nothing, and give no fee back. */
const feeHundredths = 150
const feeFixed = 25
/** For each dispute, won or lost. */
export const disputeFee = 2_000
/** Until what was taken from cards may be paid out. */
const pendingMs = 2 * dayMs

/** Currencies that the sandbox writes with two decimals always 00, or with a last digit always 0. */
const steps: Readonly<Record<string, number>> = { isk: 100, ugx: 100, bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10 }

/** What a charge costs the market. Never more than the charge itself. */
export function chargeFee(amount: number, currency: string): number {
  return Math.min(inSteps(Math.round((amount * feeHundredths) / 10_000) + feeFixed, currency), amount)
}

export function inSteps(amount: number, currency: string): number {
  const step = steps[currency] ?? 1
  return Math.ceil(amount / step) * step
}

/** 'txn_' and the letters of what it comes from: a charge knows its transaction without keeping it. `again`: a second one of the same source. */
export const balanceIdOf = (sourceId: string, again = false) => `txn_${sourceId.slice(sourceId.indexOf('_') + 1)}${again ? 'b' : ''}`

/** Writes a balance transaction, in the transaction of what it comes from. Every movement of money through the sandbox has one. */
export async function moveBalance(tx: Tx, deps: SandboxDeps, movement: Movement, again = false): Promise<BalanceRecord> {
  const now = deps.clock.now()
  const record: BalanceRecord = {
    kind: 'balance_transaction',
    id: balanceIdOf(movement.sourceId, again),
    createdAt: now,
    availableAt: movement.amount > 0 ? later(now, pendingMs) : now,
    fee: 0,
    description: null,
    ...movement,
  }
  await insertRecord(tx, record)
  return record
}
