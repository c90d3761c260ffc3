import type { DatabaseSync } from 'node:sqlite'
import { minuteMs } from '../../src/kernel/clock.ts'
import type { BookingId } from '../../src/kernel/ids.ts'
import type { Bank } from './bank.ts'
import type { Model } from './model.ts'
import { must } from './violation.ts'

type Open = { kind: string; about: string; booking_id: BookingId | null }

/** At rest no case is open but for what really is so, and what really is so has its case: nothing was lost between the books. */
export function checkCases(database: DatabaseSync, model: Model, bank: Bank): void {
  const open = database.prepare("select kind, about, booking_id from money_case where state = 'open'").all() as Open[]
  for (const { kind, about, booking_id: id } of open) {
    must(
      'cases',
      id !== null && isSo(kind, id, bank),
      () => `there is a case ${kind} of ${about} (booking ${id}), and nothing is wrong there`,
    )
  }
  const has = (kind: string, id: BookingId) => open.some((each) => each.kind === kind && each.booking_id === id)
  for (const id of model.moved) {
    const failed = (bank.refunds.get(id) ?? []).some(({ status }) => status === 'failed')
    must('cases', !failed || has('refund_failed', id), () => `a refund of ${id} came back, and no operator has a case of it`)
    const status = bank.disputeOf(id)?.status
    if (status === 'open' || status === 'lost')
      must('cases', has(`dispute_${status}`, id), () => `the dispute of ${id} is ${status}, and no operator has a case of it`)
  }
  const apart = database
    .prepare("select about, state from money_item where state <> 'matched' and seen_at < ?")
    .get(model.now() - 30 * minuteMs)
  must('cases', apart === undefined, () => `both books differ about ${String(apart?.about)}, or nobody has compared them`)
}

function isSo(kind: string, id: BookingId, bank: Bank): boolean {
  if (kind === 'refund_failed') return (bank.refunds.get(id) ?? []).some(({ status }) => status === 'failed')
  return kind === `dispute_${bank.disputeOf(id)?.status ?? 'none'}`
}
