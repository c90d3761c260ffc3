import { dayMs, later, type Instant } from '../../src/kernel/clock.ts'
import { nights, parseStay } from '../../src/kernel/stay.ts'
import type { Db } from '../../src/platform/db.ts'
import { wrongPayouts } from './payout-books.ts'

/** States in which a booking has its nights: while they are taken, and after the stay. */
const withNights = ['pending_payment', 'requested', 'accepting', 'confirmed', 'in_stay', 'completed']
/** Money must be with the provider for each of these, and the ledger must say so. */
const paidFor = ['confirmed', 'in_stay', 'completed']
/** A part of it, as it was agreed. */
const keptInPart = ['cancelled', 'no_show']

/**
 * What must be true of a market at rest, from its rows and the provider's own records alone, by none of the product's code
 * that wrote them. @returns what is not, in words: nothing when all is well.
 */
export async function wrongIn(db: Db, now: Instant): Promise<string[]> {
  return [...(await wrongNights(db)), ...(await wrongMoney(db)), ...(await wrongPayouts(db, now)), ...(await hanging(db, now))]
}

/** A night sold twice, a booking without its nights, nights kept for nobody. */
export async function wrongNights(db: Db): Promise<string[]> {
  const bookings = await db.selectFrom('booking').select(['id', 'unit_id', 'state', 'check_in', 'check_out']).execute()
  const claims = await db.selectFrom('night_claim').selectAll().where('kind', 'in', ['hold', 'booking']).execute()
  const wrong: string[] = []
  const owners = new Map<string, string>()
  for (const { id, unit_id: unitId, check_in, check_out } of bookings.filter(({ state }) => withNights.includes(state))) {
    const stay = parseStay(check_in, check_out)
    if (!stay.ok) throw new Error(`the booking ${id} has no stay`)
    for (const night of nights(stay.value)) {
      const key = `${unitId} ${night}`
      if (owners.has(key)) wrong.push(`${night} was sold twice: to ${owners.get(key)} and to ${id}`)
      owners.set(key, id)
    }
  }
  const held = new Map(claims.map((claim) => [`${claim.unit_id} ${claim.night}`, claim.claim_id]))
  for (const [key, id] of owners)
    if (held.get(key) !== id) wrong.push(`${id} does not have its night ${key}: ${held.get(key) ?? 'nobody'} has`)
  for (const [key, id] of held) if (owners.get(key) !== id) wrong.push(`the night ${key} is kept for ${id}, who has no such stay`)
  return wrong
}

type ProviderSums = { charged: number; charges: number; refunded: number }

/** The provider's own records against the ledger, booking by booking; nobody charged twice, or for nothing. */
export async function wrongMoney(db: Db): Promise<string[]> {
  const bookings = await db.selectFrom('booking').select(['id', 'state', 'total_minor']).execute()
  const atProvider = await providerSums(db)
  const inLedger = await ledgerSums(db)
  const wrong: string[] = []
  for (const { id, state, total_minor } of bookings) {
    const provider = atProvider.get(id) ?? { charged: 0, charges: 0, refunded: 0 }
    const ledger = inLedger.get(id) ?? { charged: 0, refunded: 0, balance: 0 }
    const say = (what: string) =>
      wrong.push(`${id} (${state}): ${what}; provider ${JSON.stringify(provider)}, ledger ${JSON.stringify(ledger)}`)
    if (provider.charged !== ledger.charged || provider.refunded !== ledger.refunded) say('provider and ledger differ')
    if (provider.charges > 1 && provider.charged - provider.refunded > total_minor) say('charged twice')
    if (ledger.balance !== 0) say('some of its money is neither earned nor gone back')
    const kept = provider.charged - provider.refunded
    if (paidFor.includes(state) && kept !== total_minor) say(`${kept} of ${total_minor} are there`)
    if (!paidFor.includes(state) && !keptInPart.includes(state) && kept !== 0) say('charged for nothing')
  }
  return wrong
}

/** By booking, from what the payment sandbox wrote down for itself. */
async function providerSums(db: Db): Promise<Map<string, ProviderSums>> {
  type Body = { status: string; amount: number; intentId: string; metadata: Record<string, string> }
  const rows = await db
    .selectFrom('sandbox_object')
    .select(['id', 'kind', 'body'])
    .where('kind', 'in', ['payment_intent', 'refund'])
    .execute()
  const records = rows.map(({ id, kind, body }) => ({ id, kind, ...(JSON.parse(body) as Body) }))
  const bookingOf = new Map(records.map(({ id, metadata }) => [id, metadata.booking_id ?? '']))
  const sums = new Map<string, ProviderSums>()
  for (const { id, kind, status, amount, intentId } of records) {
    if (kind === 'payment_intent' && status !== 'succeeded') continue
    if (kind === 'refund' && status === 'failed') continue
    const bookingId = bookingOf.get(kind === 'refund' ? intentId : id) ?? ''
    const sum = sums.get(bookingId) ?? { charged: 0, charges: 0, refunded: 0 }
    sums.set(bookingId, sum)
    if (kind === 'refund') sum.refunded += amount
    else {
      sum.charged += amount
      sum.charges++
    }
  }
  return sums
}

const clearing = 'provider:clearing'

/** By booking: what came from the provider, what went back, and what is left on the booking's own account. */
async function ledgerSums(db: Db) {
  const rows = await db
    .selectFrom('ledger_entry')
    .innerJoin('ledger_posting', 'ledger_posting.entry_id', 'ledger_entry.id')
    .select(['reason', 'debit', 'credit', 'minor'])
    .execute()
  const sums = new Map<string, { charged: number; refunded: number; balance: number }>()
  for (const { reason, debit, credit, minor } of rows) {
    for (const [account, sign] of [
      [debit, -1],
      [credit, 1],
    ] as const) {
      if (!account.startsWith('booking:')) continue
      const id = account.slice('booking:'.length)
      const sum = sums.get(id) ?? { charged: 0, refunded: 0, balance: 0 }
      sums.set(id, sum)
      sum.balance += sign * minor
      if (sign === 1 && debit === clearing && reason === 'charge') sum.charged += minor
      if (sign === -1 && credit === clearing) sum.refunded += minor
      if (sign === 1 && debit === clearing && reason !== 'charge') sum.refunded -= minor
    }
  }
  return sums
}

/** What should have been done by now and is not: jobs, events without a number, webhooks not handled, bookings, refunds and transfers undecided. */
export async function hanging(db: Db, now: Instant): Promise<string[]> {
  const jobs = await db
    .selectFrom('job')
    .select(['kind', 'state', 'last_error'])
    .where('state', '<>', 'done')
    .where('run_at', '<=', now)
    .execute()
  const events = await db.selectFrom('outbox').select('type').where('seq', 'is', null).execute()
  const webhooks = await db.selectFrom('provider_event').select('type').where('handled_at', 'is', null).execute()
  const holds = await db
    .selectFrom('booking')
    .select(['id', 'hold_expires_at'])
    .where('state', '=', 'pending_payment')
    .where('created_at', '<', later(now, -dayMs))
    .execute()
  const refunds = await db.selectFrom('refund').select('id').where('state', '=', 'pending').execute()
  const transfers = await db.selectFrom('host_transfer').select('id').where('state', '=', 'pending').execute()
  const reversals = await db.selectFrom('transfer_reversal').select('id').where('state', '=', 'pending').execute()
  return [
    ...jobs.map(({ kind, state, last_error }) => `the job ${kind} is ${state}: ${last_error ?? 'not done'}`),
    ...events.map(({ type }) => `the event ${type} has no number`),
    ...webhooks.map(({ type }) => `the webhook ${type} was not handled`),
    ...holds.map(({ id }) => `the hold ${id} has not ended`),
    ...refunds.map(({ id }) => `the refund ${id} has not ended`),
    ...[...transfers, ...reversals].map(({ id }) => `the transfer or reversal ${id} is neither sent nor refused`),
  ]
}
