import { later, type Instant } from '../../../kernel/clock.ts'
import { write, type Tx } from '../../../platform/db.ts'
import { endRefund } from '../create-refund.ts'
import { expireDueSession } from '../expire-session.ts'
import { lapseDueIntent } from '../hold-money.ts'
import type { Kind, RecordOf } from '../records.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { lockRecord, saveRecord, selectPage } from '../store.ts'
import { changeControl, type Control } from './control.ts'

const pageMax = 100

/**
 * Lets time pass in the sandbox alone: everything that waits there for a moment comes that much nearer to it, and what is due then
 * happens at once. What is made afterwards begins now, as ever: a page opened tomorrow's way would be refused by the market's clock.
 */
export async function passTime(deps: SandboxDeps, ms: number): Promise<Control> {
  const nearer = (at: Instant) => later(at, -ms)
  const control = await write(deps.db, (tx) => changeControl(tx, ({ passedMs }) => ({ passedMs: passedMs + ms })))
  await each(deps, 'balance_transaction', async (tx, id) => {
    const locked = await lockRecord(tx, 'balance_transaction', id)
    if (locked && locked.record.availableAt > deps.clock.now())
      await saveRecord(tx, locked, { availableAt: nearer(locked.record.availableAt) })
  })
  await each(deps, 'dispute', async (tx, id) => {
    const locked = await lockRecord(tx, 'dispute', id)
    if (locked?.record.status === 'needs_response') await saveRecord(tx, locked, { dueBy: nearer(locked.record.dueBy) })
  })
  await each(deps, 'charge', async (tx, id) => {
    const locked = await lockRecord(tx, 'charge', id)
    if (locked?.record.held) await saveRecord(tx, locked, { held: { captureBefore: nearer(locked.record.held.captureBefore) } })
  })
  await each(deps, 'checkout.session', async (tx, id) => {
    const locked = await lockRecord(tx, 'checkout.session', id)
    if (locked?.record.status === 'open') await saveRecord(tx, locked, { expiresAt: nearer(locked.record.expiresAt) })
  })
  for (const { id } of await all(deps, 'checkout.session')) await expireDueSession(deps, id)
  for (const { id } of await all(deps, 'payment_intent')) await lapseDueIntent(deps, id)
  for (const { id, ending } of await all(deps, 'refund')) if (ending !== null) await endRefund(deps, id)
  return control
}

async function each(deps: SandboxDeps, kind: Kind, change: (tx: Tx, id: string) => Promise<void>): Promise<void> {
  for (const { id } of await all(deps, kind)) await write(deps.db, (tx) => change(tx, id))
}

async function all<K extends Kind>(deps: SandboxDeps, kind: K): Promise<RecordOf<K>[]> {
  const found: RecordOf<K>[] = []
  for (;;) {
    const from = { olderThan: found.at(-1) ?? null }
    const page = await selectPage(deps.db, { kind, from, createdFrom: null, createdUntil: null, limit: pageMax })
    found.push(...page)
    if (page.length < pageMax) return found
  }
}
