import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { dayMs, later, minuteMs, secondMs, systemClock } from '../../src/kernel/clock.ts'
import type { BookingId } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { nights, parseStay } from '../../src/kernel/stay.ts'
import { allPostings } from '../../src/ledger/store.ts'
import type { Db } from '../../src/platform/db.ts'
import { forEachDatabase } from '../databases.ts'
import { freePort } from '../mariadb.ts'
import { newMarket } from '../market.ts'
import { payOnPage } from '../sandbox-guest.ts'
import { tempFolder } from '../temp.ts'
import { until as waitUntil } from '../until.ts'
import { startMarket, type MarketChild } from './market-child.ts'

/** Longer than any lease of a dead process (jobs 30 s, the sequencer 10 s): the market comes back that much later. */
const awayMs = 31 * secondMs
const settledMsMax = minuteMs

type Paying = { db: Db; bookingId: BookingId; answered: Promise<unknown>; market: MarketChild }
type Moment = { name: string; reached: (paying: Paying) => Promise<unknown> }

/** When the process is killed, counted from the moment in which the guest's payment is sent. */
const moments: readonly Moment[] = [
  { name: 'at once', reached: async () => {} },
  { name: 'when the payment is answered', reached: ({ answered }) => answered },
  { name: 'when the provider has the money', reached: ({ db, bookingId }) => until(async () => (await truth(db, bookingId)).sessionPaid) },
  { name: 'when our webhook has taken it', reached: ({ db, bookingId }) => until(() => isTold(db, bookingId)) },
  {
    name: 'when we know of the money',
    reached: ({ db, bookingId }) => until(async () => (await truth(db, bookingId)).payment === 'succeeded'),
  },
  { name: 'when it is announced to bookings', reached: ({ db, bookingId }) => until(() => isAnnounced(db, bookingId)) },
  // By its own hand, exactly there. What runs beside the payment counts too: most of these are while or soon after it is made.
  ...Array.from({ length: 2 }, () => systemRandom.below(120)).map((calls) => ({
    name: `before its database is used for the ${calls + 1}th time`,
    reached: ({ market }: Paying) => market.dieAt(calls),
  })),
]

forEachDatabase(
  'a market killed between payment and confirmation confirms what was paid once it is back, once, and loses neither money nor nights',
  async (t, db, url) => {
    const town = await newKillableMarket(t, url)
    const paid: BookingId[] = []
    let [pendingAtDeath, cutOff] = [0, undefined as string | undefined]
    for (const [index, moment] of moments.entries()) {
      const market = await town.start()
      // Whose payment was cut off tries again.
      if (cutOff !== undefined) assert.equal((await payOnPage(cutOff)).status, 303)
      const { bookingId, payUrl } = await town.book(index)
      const answered = payOnPage(payUrl).catch((error: unknown) => error)
      await moment.reached({ db, bookingId, answered, market })
      await market.kill()
      const answer = await answered
      const left = await truth(db, bookingId)
      t.diagnostic(
        `killed ${moment.name}: session ${left.sessionPaid ? 'paid' : 'open'}, payment ${left.payment}, booking ${left.booking}, ${answer instanceof Error ? 'unanswered' : 'answered'}`,
      )
      if (left.booking === 'pending_payment' && left.sessionPaid) pendingAtDeath++
      cutOff = left.sessionPaid ? undefined : payUrl
      paid.push(bookingId)
    }
    assert.ok(pendingAtDeath > 0, 'at least one was killed between payment and confirmation')
    await town.start()
    if (cutOff !== undefined) assert.equal((await payOnPage(cutOff)).status, 303)
    await until(() => allDecided(db, paid))
    for (const bookingId of paid) await wholeOrBack(db, bookingId)
    await town.restart(60 * minuteMs) // past the end of every hold and of every page to pay on
    await until(async () => (await openJobs(db)).length === 0)
    for (const bookingId of paid) await wholeOrBack(db, bookingId)
    await nothingLost(db)
  },
  { timeout: 400_000 },
)

/** Ana's Lakeside on `url`; `start` runs the market in a process of its own, each time after `awayMs` more. */
async function newKillableMarket(t: TestContext, url: string) {
  const made = await newMarket({ databaseUrl: url })
  const guests = await Promise.all(moments.map((_, index) => made.newPerson(`Guest${index}`)))
  await made.stop()
  const [folder, port] = [tempFolder('killed'), await freePort()]
  const origin = `http://127.0.0.1:${port}`
  let [laterMs, running] = [0, undefined as MarketChild | undefined]
  t.after(() => running?.kill())

  const start = async () => {
    await running?.kill()
    running = await startMarket({ databaseUrl: url, folder, port, laterMs })
    laterMs += awayMs
    return running
  }
  const book = async (index: number): Promise<{ bookingId: BookingId; payUrl: string }> => {
    const guest = guests[index]
    assert.ok(guest)
    const post = async (where: string, body: object) => {
      const headers = { authorization: `Bearer ${guest.token}`, 'content-type': 'application/json', 'idempotency-key': 'killed' }
      const answer = await fetch(`${origin}/api/v1/${where}`, { method: 'POST', headers, body: JSON.stringify(body) })
      assert.ok(answer.ok, `${answer.status} ${where}`)
      return (await answer.json()) as { id: BookingId; total: object; payment: { url: string } }
    }
    const checkIn = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 30 + index * 4)
    const stay = { listingId: made.lakeside, checkIn, checkOut: addDays(checkIn, 3), adults: 2 }
    const { total } = await post('quotes', stay)
    const { id, payment } = await post('bookings', { ...stay, expectedTotal: total })
    assert.ok(payment.url.startsWith(origin), payment.url)
    return { bookingId: id, payUrl: payment.url }
  }
  const restart = (ms: number) => ((laterMs += ms), start())
  return { start, restart, book }
}

/** Looks often: what it waits for may last some milliseconds. */
const until = (condition: () => Promise<boolean>) => waitUntil(condition, { msMax: settledMsMax, pauseMs: 1 })

/** How a booking stands for us and at the provider. */
async function truth(db: Db, bookingId: BookingId) {
  const { state: booking } = await db.selectFrom('booking').select('state').where('id', '=', bookingId).executeTakeFirstOrThrow()
  const payment = await db.selectFrom('payment').selectAll().where('booking_id', '=', bookingId).executeTakeFirstOrThrow()
  const session = await db.selectFrom('sandbox_object').select('body').where('id', '=', String(payment.session_id)).executeTakeFirst()
  const record = JSON.parse(session?.body ?? '{}') as { status?: string }
  return { booking, payment: payment.state, sessionPaid: record.status === 'complete' }
}

async function isTold(db: Db, bookingId: BookingId): Promise<boolean> {
  const events = await db.selectFrom('provider_event').select('body').execute()
  return events.some(({ body }) => body.includes(bookingId))
}

/** The job for bookings is written as the event gets its number, and forgets its payload as soon as it is done. */
async function isAnnounced(db: Db, bookingId: BookingId): Promise<boolean> {
  const events = await db
    .selectFrom('outbox')
    .select('payload')
    .where('type', '=', 'payment.succeeded')
    .where('seq', 'is not', null)
    .execute()
  return events.some(({ payload }) => payload.includes(bookingId))
}

async function allDecided(db: Db, bookings: readonly BookingId[]): Promise<boolean> {
  const open = await db.selectFrom('booking').select('id').where('id', 'in', bookings).where('state', '=', 'pending_payment').execute()
  return open.length === 0
}

/** Without what is for the stays' own days, a month ahead. */
const openJobs = (db: Db) =>
  db.selectFrom('job').selectAll().where('state', '<>', 'done').where('run_at', '<=', later(systemClock.now(), dayMs)).execute()

/** Confirmed, with its nights and its money, or refunded, with neither: exactly one of the two. */
async function wholeOrBack(db: Db, bookingId: BookingId): Promise<void> {
  const booking = await db.selectFrom('booking').selectAll().where('id', '=', bookingId).executeTakeFirstOrThrow()
  const stay = parseStay(booking.check_in, booking.check_out)
  assert.ok(stay.ok)
  const claims = await db.selectFrom('night_claim').selectAll().where('claim_id', '=', bookingId).orderBy('night').execute()
  const payments = await db.selectFrom('payment').selectAll().where('booking_id', '=', bookingId).execute()
  const refunds = await db.selectFrom('refund').selectAll().execute()
  const refunded = refunds.filter((refund) => payments.some(({ id }) => id === refund.payment_id))
  const isConfirmed = booking.state === 'confirmed'
  assert.deepEqual(
    payments.map(({ state }) => state),
    ['succeeded'],
  )
  assert.equal(refunded.length, isConfirmed ? 0 : 1, `${booking.state} with ${refunded.length} refunds`)
  assert.deepEqual(
    claims.map(({ night, kind, unit_id: unitId }) => [night, kind, unitId]),
    isConfirmed ? [...nights(stay.value)].map((night) => [night, 'booking', booking.unit_id]) : [],
  )
  const postings = (await allPostings(db)).filter(({ debit, credit }) => [debit, credit].includes(`booking:${bookingId}`))
  const charged = postings.filter(({ debit }) => debit === 'provider:clearing')
  assert.deepEqual(
    charged.map(({ minor }) => minor),
    [booking.total_minor],
    'charged once',
  )
  const balance = postings.reduce((sum, { debit, minor }) => sum + (debit === `booking:${bookingId}` ? -minor : minor), 0)
  assert.equal(balance, 0, 'all of it was earned or went back')
}

/** No job is left or given up, every event has its number, and what the provider took is what bookings were charged. */
async function nothingLost(db: Db): Promise<void> {
  assert.deepEqual(await openJobs(db), [])
  assert.deepEqual(await db.selectFrom('outbox').select('type').where('seq', 'is', null).execute(), [])
  const paidJobs = await db.selectFrom('job').select('id').where('kind', '=', 'bookings.paid').execute()
  assert.equal(paidJobs.length, moments.length, 'one for each payment')
  const intents = await db.selectFrom('sandbox_object').select('body').where('kind', '=', 'payment_intent').execute()
  const taken = intents
    .map(({ body }) => JSON.parse(body) as { status: string; amount: number })
    .filter(({ status }) => status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0)
  const charges = (await allPostings(db)).filter(({ debit }) => debit === 'provider:clearing')
  assert.equal(
    taken,
    charges.reduce((sum, { minor }) => sum + minor, 0),
  )
}
