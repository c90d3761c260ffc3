import assert from 'node:assert/strict'
import { createApp, type RunningApp } from '../../src/app.ts'
import { createHost } from '../../src/accounts/host.ts'
import { parseConfig } from '../../src/config.ts'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { dayMs, hourMs, instant, later, minuteMs, secondMs, toIso, type Instant } from '../../src/kernel/clock.ts'
import type { BookingId } from '../../src/kernel/ids.ts'
import { write } from '../../src/platform/db.ts'
import { newLogger, newMetrics } from '../../src/platform/telemetry.ts'
import { saveTerms } from '../../src/pricing/terms.ts'
import { marketSecret, newListing, newPerson, noLimits, type Person } from '../market.ts'
import { onboard } from '../onboarding.ts'
import { payOnPage } from '../sandbox-guest.ts'
import { tempFolder } from '../temp.ts'
import { newCountingFence, type CountingFence } from './counting-fence.ts'

/** Longer than any lease of a dead process (jobs 30 s, the sequencer 10 s). */
const awayMs = 31 * secondMs
const nightsStayed = 2

export type Journey = { bookingId: BookingId; payUrl: string; days: Instant[] }
export type GapMarket = Awaited<ReturnType<typeof newGapMarket>>

/** A market whose incarnations follow one another on one database, in step with a clock that tests set. Work is done when told, one thing at a time. */
export async function newGapMarket(databaseUrl: string) {
  let now = instant('2030-06-03T12:00:00Z')
  const clock = { now: () => now }
  const folder = tempFolder('gaps')
  const config = parseConfig({
    PORT: '0',
    SOJOURN_DATA: folder,
    DATABASE_URL: databaseUrl,
    SOJOURN_DEMO: 'off',
    SOJOURN_LOG_LEVEL: 'error',
  })
  assert.ok(config.ok)
  const settings = config.value
  let current: Incarnation | undefined

  const begin = async (): Promise<Incarnation> => {
    const fence = newCountingFence()
    const log = newLogger({ level: 'silent' })
    const metrics = newMetrics({ process: false })
    const app = await createApp({ config: settings, secret: marketSecret, clock, fence, log, metrics, limits: noLimits })
    await app.server.listen({ host: '127.0.0.1', port: 0 })
    current = { app, fence }
    return current
  }
  /** The handles refuse, what is open is cut, and nothing that it left running can change anything. */
  const end = async () => {
    const dead = current
    current = undefined
    if (!dead) return
    dead.fence.close()
    dead.app.server.server.closeAllConnections()
    await dead.app.server.close()
    await dead.app.deps.db.destroy()
  }
  const living = await begin()
  const ana = await newPerson(living.app, 'Ana')
  const hostId = await write(living.app.deps.db, (tx) => createHost(tx, living.app.deps, { userId: ana.userId, name: 'Ana' }))
  await write(living.app.deps.db, (tx) => saveTerms(tx, living.app.deps, { guestFeeBp: 400, hostFeeBp: 300, tax: { kind: 'none' } }))
  const listingId = await newListing(living.app, hostId, {})
  await takesPayouts(living.app, ana)

  /** A guest holds nights two days ahead, since all journeys together must end before their card does, and has the page to pay on open. */
  const journey = async (): Promise<Journey> => {
    const { app } = current ?? (await begin())
    const guest = await newPerson(app, 'Guest')
    const checkIn = addDays(calendarDate(toIso(now).slice(0, 10)), 2)
    const stay = { listingId, checkIn, checkOut: addDays(checkIn, nightsStayed), adults: 2 }
    const quote = await guest.call('POST', '/api/v1/quotes', stay)
    const made = await guest.call('POST', '/api/v1/bookings', { ...stay, expectedTotal: quote.body.total }, 'gap')
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const arrival = instant(`${checkIn}T18:00:00Z`)
    // The host's money goes a day after arrival, or with a first guest's departure; a day later to the bank, which takes one more.
    const days = [0, 1, nightsStayed, nightsStayed + 1, nightsStayed + 2].map((count) => later(arrival, count * (dayMs + hourMs)))
    return { bookingId: made.body.id, payUrl: made.body.payment.url, days }
  }

  return {
    begin,
    end,
    journey,
    now: () => now,
    /** What is due, one after the other, until nothing is. */
    settle: async () => {
      assert.ok(current)
      await settle(current.app)
    },
    at: (moment: Instant) => {
      if (moment > now) now = moment
    },
    pass: (ms: number) => (now = later(now, ms)),
    current: () => current,
  }
}

type Incarnation = { app: RunningApp; fence: CountingFence }

async function settle({ sequencer, worker }: RunningApp): Promise<void> {
  while ((await sequencer.runOnce()) + (await worker.runDue()) > 0);
}

/** Ana has told the provider all that it must know before money goes to her. */
async function takesPayouts(app: RunningApp, ana: Person): Promise<void> {
  const link = await ana.call('POST', '/api/v1/me/host/payout-account', { country: 'PT' })
  assert.equal(link.status, 200, JSON.stringify(link.body))
  await onboard(link.body.url)
  await settle(app)
  const account = await ana.call('GET', '/api/v1/me/host/payout-account')
  assert.equal(account.body.standing, 'ready', JSON.stringify(account.body))
}

/** The whole way from the click that pays to the host's money at their bank. It ends where the incarnation does. */
export async function payAndStay(market: GapMarket, { payUrl, days }: Journey): Promise<void> {
  const own = market.current()
  assert.ok(own)
  const page = new URL(payUrl)
  page.port = new URL(own.app.origin()).port
  const paid = await payOnPage(page.href)
  assert.equal(paid.status, 303)
  await market.settle()
  for (const day of days) {
    market.at(day)
    await market.settle()
  }
}

/** A process comes back after the leases of the dead one: what was left undone is done, by jobs alone. */
export async function recover(market: GapMarket, journey: Journey, paysAgain: boolean): Promise<void> {
  await market.end()
  market.pass(awayMs)
  const { app } = await market.begin()
  if (paysAgain) {
    const page = new URL(journey.payUrl)
    page.port = new URL(app.origin()).port
    // Whose payment was cut off tries again, as long as the page is there; whose was not is sent on.
    await payOnPage(page.href).catch(() => undefined)
  }
  for (const ms of [0, 2 * minuteMs, 30 * minuteMs, 2 * hourMs]) {
    market.pass(ms)
    await market.settle()
  }
  for (const day of journey.days) {
    market.at(day)
    await market.settle()
    market.pass(2 * minuteMs)
    await market.settle()
  }
}
