import assert from 'node:assert/strict'
import type { InjectOptions } from 'fastify'
import { createApp } from '../src/app.ts'
import { createHost } from '../src/accounts/host.ts'
import { insertRole, insertUser } from '../src/accounts/store.ts'
import { parseConfig } from '../src/config.ts'
import { instant, later, type Instant } from '../src/kernel/clock.ts'
import type { HostId, ListingId, UnitId, UserId } from '../src/kernel/ids.ts'
import type { Currency, Money } from '../src/kernel/money.ts'
import { systemRandom } from '../src/kernel/random.ts'
import { balanceOf } from '../src/ledger/balance.ts'
import { parseListingFacts, type ListingFactsInput } from '../src/listings/listing-facts.ts'
import { publishListing } from '../src/listings/publish-listing.ts'
import { upsertListing } from '../src/listings/upsert-listing.ts'
import { write } from '../src/platform/db.ts'
import { newLogger, newMetrics } from '../src/platform/telemetry.ts'
import { savePlan } from '../src/pricing/plans.ts'
import type { PricePlan } from '../src/pricing/price-plan.ts'
import { saveTerms } from '../src/pricing/terms.ts'
import { databases, type TestDatabases } from './databases.ts'
import { mountBuiltSite } from './market.ts'
import { goodCard, payByCard } from './payments-world.ts'
import { tempFolder } from './temp.ts'

export type WorldOptions = {
  /** SQLite if unset. */
  database?: TestDatabases
  /** How many interchangeable units Lakeside has. */
  units?: number
  /** Whether jobs, events and the rest run by themselves, as in the product. Else `settle` does what is due. */
  running?: boolean
  /** Whether the built site is served too. */
  site?: boolean
  /** More settings, as the environment would hold them. */
  settings?: Readonly<Record<string, string>>
}

/** Somebody who is signed in. */
export type Person = Readonly<{ userId: UserId; name: string; email: string; token: string; hostId: HostId | null }>

export type World = Awaited<ReturnType<typeof newWorld>>

/** What its sessions are signed with. */
export const worldSecret = 'of the small town '.repeat(3)

const unlimited = { general: 1_000_000, sign_in: 1_000_000, booking: 1_000_000 }

/**
 * The whole product behind its own port, in a small town: Ana hosts Lakeside (100.00 EUR a night, 38.00 cleaning, flexible,
 * in Lisbon's time), Ben books, Eve is nobody, Otto operates. It is noon UTC on 1 June 2030 until the clock is set. Payments
 * go to the sandbox through the real SDK. End it with `stop`.
 */
export async function newWorld(options: WorldOptions = {}) {
  const [sqlite] = databases()
  const place = await (options.database ?? sqlite)?.openMigrated()
  assert.ok(place)
  let now = instant('2030-06-01T12:00:00Z')
  const clock = { now: () => now, set: (iso: string) => (now = instant(iso)), pass: (ms: number): Instant => (now = later(now, ms)) }
  const lines: string[] = []
  const log = newLogger({ level: 'info', clock, destination: { write: (line) => lines.push(line) } })
  const folder = tempFolder('world')
  const config = parseConfig({
    PORT: '0',
    SOJOURN_DATA: folder,
    DATABASE_URL: place.url,
    SOJOURN_DEMO: 'off',
    ...options.settings,
  })
  assert.ok(config.ok, JSON.stringify(config))
  const metrics = newMetrics({ process: false })
  const app = await createApp({ config: config.value, secret: worldSecret, clock, log, limits: unlimited, metrics })
  const { db } = app.deps
  const town = await settleTown(app.deps, options.units ?? 1)
  if (options.site) await (await mountBuiltSite(app)).start()
  const address = { host: '127.0.0.1', port: 0 }
  if (options.running) await app.start(address)
  else {
    await app.search.start()
    await app.server.listen(address)
  }

  const settle = async () => {
    while ((await app.sequencer.runOnce()) + (await app.worker.runDue()) > 0);
    await app.search.catchUp()
  }
  const as = (who: Person | null) => callerOf(app, who)
  return {
    app,
    db,
    deps: app.deps,
    clock,
    lines,
    /** Where its files are. */
    folder,
    ...town,
    as,
    settle,
    origin: app.origin(),
    ...guestActions(as, settle),
    newGuest: (name = 'Guest') => newPerson(app.deps, { name }),
    newHost: (name: string) => newPerson(app.deps, { name, hosts: true }),
    newListing: (over: ListingOptions = {}) => newListing(app.deps, { hostId: town.ana.hostId, ...over }),
    balance: (account: string, currency = 'EUR'): Promise<Money> => balanceOf(db, account, currency as Currency),
    stop: async () => {
      if (options.running) await app.stop()
      else {
        await app.server.close()
        await app.search.stop()
        await db.destroy()
      }
      await place.drop()
    },
  }
}

type TownDeps = App['deps']

async function settleTown(deps: TownDeps, units: number) {
  const [ana, ben, eve, otto] = [
    await newPerson(deps, { name: 'Ana', hosts: true }),
    await newPerson(deps, { name: 'Ben' }),
    await newPerson(deps, { name: 'Eve' }),
    await newPerson(deps, { name: 'Otto', operates: true }),
  ]
  await write(deps.db, (tx) => saveTerms(tx, deps, { guestFeeBp: 400, hostFeeBp: 300, tax: { kind: 'none' } }))
  const { listingId, unitIds } = await newListing(deps, { hostId: ana.hostId, units })
  return { ana, ben, eve, otto, lakeside: listingId, lakesideUnits: unitIds }
}

/** Signed up, confirmed and signed in, by rows: nobody waits for a password to be hashed. */
async function newPerson(deps: TownDeps, { name, hosts = false, operates = false }: { name: string; hosts?: boolean; operates?: boolean }) {
  const userId = deps.ids.next<'user'>()
  const email = `${name.toLowerCase()}-${userId.slice(-6)}@example.com`
  const token = Buffer.from(systemRandom.bytes(24)).toString('hex')
  // better-auth's sessions live by the real clock, not by the town's.
  const [at, until] = [new Date(), new Date(Date.now() + 24 * 60 * 60 * 1000)]
  const hostId = await write(deps.db, async (tx): Promise<HostId | null> => {
    await insertUser(tx, { id: userId, name, email, emailVerified: true }, { passwordHash: 'none', now: deps.clock.now() })
    const moment = (date: Date) => (tx.getExecutor().adapter.supportsReturning ? date.toISOString() : date)
    const times = { createdAt: moment(at), updatedAt: moment(at), expiresAt: moment(until) }
    await tx
      .insertInto('session')
      .values({ id: deps.ids.next<'session'>(), token, userId, ipAddress: null, userAgent: null, ...times })
      .execute()
    if (operates) await insertRole(tx, { user_id: userId, role: 'operator', granted_at: deps.clock.now() })
    return hosts ? createHost(tx, deps, { userId, name }) : null
  })
  return { userId, name, email, token, hostId } satisfies Person
}

export type ListingOptions = Readonly<{
  hostId?: HostId | null
  units?: number
  facts?: Partial<ListingFactsInput>
  plan?: Partial<PricePlan>
}>

const lakesideFacts = {
  title: 'Lakeside',
  summary: 'A house by the lake.',
  placeType: 'entire',
  propertyType: 'house',
  town: 'Portmerrow',
  address: '1 Lake Lane',
  exact: { lat: 38.7, lng: -9.1 },
  zone: 'Europe/Lisbon',
  capacity: 4,
  bedrooms: 2,
  beds: 2,
  bathrooms: 1,
  instantBook: true,
  policy: 'flexible',
  checkInFrom: '16:00',
  checkOutBy: '10:00',
  currency: 'EUR',
} satisfies ListingFactsInput

const lakesidePlan: PricePlan = {
  baseMinor: 10_000,
  weekendMinor: null,
  weeklyDiscountBp: 0,
  monthlyDiscountBp: 0,
  cleaningMinor: 3_800,
  guestsIncluded: 4,
  extraGuestMinor: 0,
  petMinor: 0,
}

/** Another Lakeside, but for what is said. */
async function newListing(
  deps: TownDeps,
  { hostId, units = 1, facts = {}, plan = {} }: ListingOptions,
): Promise<{ listingId: ListingId; unitIds: readonly UnitId[] }> {
  const parsed = parseListingFacts({ ...lakesideFacts, ...facts })
  assert.ok(parsed.ok, JSON.stringify(parsed))
  assert.ok(hostId)
  const unitNames = Array.from({ length: units }, (_, index) => `Room ${index + 1}`)
  return write(deps.db, async (tx) => {
    const made = await upsertListing(tx, deps, { hostId, source: null, facts: parsed.value, unitNames })
    await savePlan(tx, deps, made.listingId, { ...lakesidePlan, ...plan })
    await publishListing(tx, deps, made.listingId)
    return made
  })
}

type App = Awaited<ReturnType<typeof createApp>>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Body = NonNullable<InjectOptions['payload']>

/** Calls the API under /api/v1 (or elsewhere, by a whole path), signed in as `who`. A key, where one is needed, comes last. */
function callerOf(app: App, who: Person | null) {
  const call = async (method: Method, path: string, body?: Body, key?: string) =>
    // Awaited here, because inject does nothing before.
    await app.server.inject({
      method,
      url: path.startsWith('/api/') ? path : `/api/v1${path}`,
      headers: { ...(who ? { authorization: `Bearer ${who.token}` } : {}), ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(body === undefined ? {} : { payload: body }),
    })
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body?: Body, key?: string) => call('POST', path, body, key),
    put: (path: string, body?: Body) => call('PUT', path, body),
    patch: (path: string, body?: Body) => call('PATCH', path, body),
    delete: (path: string) => call('DELETE', path),
  }
}

type Made = { id: string; state: string; holdExpiresAt: string; payment: { url: string | null } }
export type StayInput = Readonly<{ listingId: string; checkIn: string; checkOut: string; adults?: number }>

/** What guests do, through the API and the provider's pages. */
function guestActions(as: (who: Person) => ReturnType<typeof callerOf>, settle: () => Promise<void>) {
  const quote = async (who: Person, stay: StayInput) => as(who).post('/quotes', { adults: 2, ...stay })
  /** Asks for the price and books at it. The reply may be a refusal. */
  const book = async (who: Person, stay: StayInput, key: string = Buffer.from(systemRandom.bytes(8)).toString('hex')) => {
    const offer = await quote(who, stay)
    if (offer.statusCode !== 200) return offer
    return as(who).post('/bookings', { adults: 2, ...stay, expectedTotal: offer.json<{ total: Money }>().total }, key)
  }
  /** Pays a held booking on the sandbox's page, and lets everything follow. */
  const pay = async (booking: Pick<Made, 'payment'>, card: string = goodCard) => {
    assert.ok(booking.payment.url, 'the booking has a page to pay on')
    const page = await payByCard(booking.payment.url, card)
    await settle()
    return page
  }
  return {
    quote,
    book,
    pay,
    /** Booked and paid. */
    confirmed: async (who: Person, stay: StayInput): Promise<Made> => {
      const made = await book(who, stay)
      assert.equal(made.statusCode, 201, made.payload)
      await pay(made.json<Made>())
      return (await as(who).get(`/bookings/${made.json<Made>().id}`)).json<Made>()
    },
  }
}
