import type { DatabaseSync } from 'node:sqlite'
import { dayMs, hourMs, minuteMs } from '../../src/kernel/clock.ts'
import type { Bank } from './bank.ts'
import { agreed, type Row } from './booking-row.ts'
import { checkCases } from './check-cases.ts'
import { checkPayouts } from './check-payouts.ts'
import type { Model } from './model.ts'
import { must } from './violation.ts'

/**
 * After two hours in which nothing failed and nobody acted: everything is decided, told and booked, and the provider's books
 * and ours are the same to the cent.
 */
export function checkCalm(database: DatabaseSync, model: Model, bank: Bank): void {
  const now = model.now()
  const one = (query: string, ...values: number[]) => (database.prepare(query).get(...values) as { found: number | string | null }).found
  must(
    'stuck',
    one("select max(kind || ' ' || coalesce(last_error, '')) as found from job where state = 'dead'") === null,
    () => `a job is dead: ${String(one("select max(kind || ' ' || coalesce(last_error, '')) as found from job where state = 'dead'"))}`,
  )
  const late = "select max(kind || ' ' || coalesce(last_error, '')) as found from job where state = 'ready' and run_at <= ?"
  must('stuck', one(late, now - 5 * minuteMs) === null, () => `a job is due and was not done: ${String(one(late, now - 5 * minuteMs))}`)
  must('stuck', one('select count(*) as found from outbox where seq is null') === 0, () => 'an event was never numbered')
  const holds = "select max(id) as found from booking where state = 'pending_payment' and hold_expires_at < ?"
  must('stuck', one(holds, now - hourMs) === null, () => `the hold ${String(one(holds, now - hourMs))} never ended`)
  const undecided = "select max(id) as found from payment where state in ('opening', 'open') and expires_at < ?"
  must('stuck', one(undecided, now - hourMs) === null, () => `the payment ${String(one(undecided, now - hourMs))} was never decided`)
  must(
    'stuck',
    one("select max(id) as found from refund where state = 'pending' and provider_id is null") === null,
    () => 'a refund was never sent',
  )
  const hidden =
    'select max(p.booking_id) as found from review_pair p join stay_review s on s.booking_id = p.booking_id join booking b on b.id = p.booking_id where p.published_at is null and b.check_out_at < ?'
  must(
    'stuck',
    one(hidden, now - 14 * dayMs - hourMs) === null,
    () => `the review of ${String(one(hidden, now - 14 * dayMs - hourMs))} was never shown`,
  )
  const taken = "select provider_id as id from refund where state = 'pending'"
  for (const { id } of database.prepare(taken).all()) {
    must(
      'stuck',
      bank.isUndecided(String(id), now - hourMs),
      () => `the refund ${String(id)} has ended at the provider, and we never asked`,
    )
  }
  const answers = "select max(id) as found from booking where state = 'requested' and json_extract(facts, '$.answerBy') < ?"
  must('stuck', one(answers, now - hourMs) === null, () => `the request ${String(one(answers, now - hourMs))} was never ended`)
  const accepting = "select max(id) as found from booking where state = 'accepting' and json_extract(facts, '$.acceptedAt') < ?"
  must(
    'stuck',
    one(accepting, now - hourMs) === null,
    () => `the request ${String(one(accepting, now - hourMs))} was accepted, and that was all`,
  )
  for (const [id, since] of model.voiding)
    must('stuck', since > now - hourMs, () => `the request ${id} came to nothing and keeps its nights`)
  const proposals =
    "select max(id) as found from alteration where (state = 'proposed' and json_extract(facts, '$.lapsesAt') < ?1) or (state = 'awaiting_payment' and json_extract(facts, '$.heldUntil') < ?1)"
  must('stuck', one(proposals, now - hourMs) === null, () => `the alteration ${String(one(proposals, now - hourMs))} was never ended`)
  for (const [currency, minor] of bank.totals) {
    const ours = -(model.balances.get('provider:clearing') ?? 0)
    must('clearing', ours === minor, () => `the provider holds ${minor} ${currency} for us, and our books say ${ours}`)
  }
  for (const id of model.moved) checkMoney(model, bank, id)
  for (const row of model.bookings.values()) checkTime(row, now)
  checkCases(database, model, bank)
  checkPayouts(database, model, bank)
  for (const { mail, bookingId } of model.owed)
    must('notices', model.mails.has(mail), () => `nobody was told: ${mail} of booking ${bookingId}`)
  model.owed.length = 0
  model.moved.clear()
  model.forget()
}

/** What the provider has of a booking is what its state says. */
function checkMoney(model: Model, bank: Bank, id: Parameters<Model['bookings']['get']>[0]): void {
  const row = model.bookings.get(id)
  must('facts', row !== undefined, () => `there is a payment for the booking ${id}, and no booking`)
  const { state, facts, snapshot } = row
  const charges = (bank.charges.get(id) ?? []).reduce((sum, { minor }) => sum + minor, 0)
  const refunds = bank.refunds.get(id) ?? []
  const back = refunds.reduce((sum, { amount }) => sum + amount.minor, 0)
  const failed = refunds.filter(({ status }) => status === 'failed').reduce((sum, { amount }) => sum + amount.minor, 0)
  const wasAgreed = agreed.has(state) || state === 'no_show' || (state === 'cancelled' && facts.confirmedAt !== null)
  const kept = wasAgreed ? snapshot.quote.total.minor - (model.givenBack.get(id) ?? 0) : 0
  must(
    'money',
    charges - back === kept,
    () => `booking ${id} is ${state}: the provider took ${charges} and sent back ${back}, and ${kept} should have stayed`,
  )
  const left = model.balances.get(`booking:${id}`) ?? 0
  const lost = bank.disputeOf(id)?.status === 'lost'
  must(
    'money',
    lost ? left >= 0 && left <= failed : left === failed,
    () => `booking ${id} is ${state}, and ${left} of its money is nobody's`,
  )
}

const graceMs = 30 * minuteMs

function checkTime({ id, state, check_in_at, check_out_at }: Row, now: number): void {
  must('stuck', state !== 'confirmed' || now < check_in_at + graceMs, () => `the stay ${id} never began`)
  must('stuck', state !== 'in_stay' || now < check_out_at + graceMs, () => `the stay ${id} never ended`)
}
