import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { sessionMsMax } from '../src/accounts/auth.ts'
import { createHost } from '../src/accounts/host.ts'
import { insertRole } from '../src/accounts/store.ts'
import { createApp, type RunningApp } from '../src/app.ts'
import { parseConfig } from '../src/config.ts'
import type { HostId, ListingId, UserId } from '../src/kernel/ids.ts'
import { parseListingFacts, type ListingFactsInput } from '../src/listings/listing-facts.ts'
import { publishListing } from '../src/listings/publish-listing.ts'
import { upsertListing } from '../src/listings/upsert-listing.ts'
import type { Provider } from '../src/payments/provider.ts'
import { kindOf, write } from '../src/platform/db.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { savePlan } from '../src/pricing/plans.ts'
import { saveTerms } from '../src/pricing/terms.ts'
import { isSiteBuilt, openSite, type Site } from '../src/open-site.ts'
import { tempFolder } from './temp.ts'

/** Of every market in tests, so that one process can take over from another. */
export const marketSecret = 'a secret of the tests '.repeat(2)
export const noLimits = { general: 1e9, sign_in: 1e9, booking: 1e9 }

/** What the cookie `sojourn.session_token` holds for a session's token. */
export const signedToken = (token: string, secret: string = marketSecret): string =>
  encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)

export type Market = Awaited<ReturnType<typeof newMarket>>
export type MarketOptions = {
  databaseUrl?: string
  site?: boolean
  testing?: boolean
  env?: Record<string, string>
  log?: ReturnType<typeof newLogger>
  provider?: Provider
}

/**
 * A whole market in this process, listening on a free port: real server, workers, search, sandbox, and the built site if
 * asked for. Ana hosts Lakeside in Portmerrow (100.00 € a night, 38.00 cleaning, 4 % and 3 % fees). Real clock.
 */
export async function newMarket(options: MarketOptions = {}) {
  const { databaseUrl, site = false, testing = true, env = {}, log = newLogger({ level: 'error' }), provider } = options
  const folder = tempFolder('market')
  const config = parseConfig({
    PORT: '0',
    SOJOURN_DATA: folder,
    SOJOURN_LOG_LEVEL: 'error',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...env,
  })
  assert.ok(config.ok, JSON.stringify(config))
  const app = await createApp({ config: config.value, secret: marketSecret, log, limits: noLimits, ...(provider ? { provider } : {}) })
  const built = site ? await mountBuiltSite(app, { testing, log }) : undefined
  await app.start({ host: '127.0.0.1', port: 0 }, async () => built?.start())
  const { deps } = app
  const ana = await newPerson(app, 'Ana')
  const hostId = await write(deps.db, (tx) => createHost(tx, deps, { userId: ana.userId, name: 'Ana' }))
  const lakeside = await newListing(app, hostId, {})
  await write(deps.db, (tx) => saveTerms(tx, deps, { guestFeeBp: 400, hostFeeBp: 300, tax: { kind: 'none' } }))
  await app.search.catchUp()
  return {
    ...app,
    folder,
    ana,
    hostId,
    lakeside,
    newPerson: (name: string) => newPerson(app, name),
    newOperator: async () => {
      const operator = await newPerson(app, 'Otto')
      await write(deps.db, (tx) => insertRole(tx, { user_id: operator.userId, role: 'operator', granted_at: deps.clock.now() }))
      return operator
    },
    newListing: (facts: Partial<ListingFactsInput>, units = 1) => newListing(app, hostId, facts, units),
  }
}

/** Another process of the same market, on `databaseUrl`: in this process, with a server, workers and search of its own. */
export async function joinMarket(
  databaseUrl: string,
  { log = newLogger({ level: 'error' }) }: Pick<MarketOptions, 'log'> = {},
): Promise<RunningApp> {
  const config = parseConfig({ PORT: '0', SOJOURN_DATA: tempFolder('market'), SOJOURN_LOG_LEVEL: 'error', DATABASE_URL: databaseUrl })
  assert.ok(config.ok, JSON.stringify(config))
  const app = await createApp({ config: config.value, secret: marketSecret, log, limits: noLimits })
  await app.start({ host: '127.0.0.1', port: 0 })
  return app
}

export async function mountBuiltSite(
  app: RunningApp,
  { testing = true, log = newLogger({ level: 'error' }) }: Pick<MarketOptions, 'testing' | 'log'> = {},
): Promise<Site> {
  assert.ok(isSiteBuilt(), 'the site is not built: npx vite build')
  const settings = { name: 'Sojourn', region: '', operator: '', phone: '', accent: null, tiles: null, formTargets: [], testing }
  return openSite(app, { settings, log })
}

export type Person = Awaited<ReturnType<typeof newPerson>>

/** Somebody with a confirmed address and a session; `call` is a program of theirs that uses the API. */
export async function newPerson({ deps, origin }: Pick<RunningApp, 'deps' | 'origin'>, name: string) {
  const userId = deps.ids.next<'user'>() as UserId
  const token = randomUUID().replaceAll('-', '')
  const moment = (ms: number) => (kindOf(deps.db) === 'sqlite' ? new Date(ms).toISOString() : new Date(ms))
  const now = deps.clock.now()
  const times = { createdAt: moment(now), updatedAt: moment(now) }
  await write(deps.db, async (tx) => {
    const email = `${name.toLowerCase()}-${userId.slice(-12)}@example.com`
    await tx
      .insertInto('user')
      .values({ id: userId, name, email, emailVerified: 1, image: null, ...times })
      .execute()
    await tx
      .insertInto('session')
      .values({
        id: deps.ids.next<'session'>(),
        token,
        userId,
        expiresAt: moment(now + sessionMsMax),
        ipAddress: null,
        userAgent: null,
        ...times,
      })
      .execute()
  })
  const call = async (method: string, path: string, body?: object, key?: string) => {
    const answer = await fetch(`${origin()}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  return { userId, token, name, call }
}

export async function newListing(
  { deps }: Pick<RunningApp, 'deps'>,
  hostId: HostId,
  over: Partial<ListingFactsInput>,
  units = 1,
): Promise<ListingId> {
  const facts = parseListingFacts({
    title: 'Lakeside',
    summary: 'A house by the lake, with a boat.',
    description: 'Two rooms, a stove and a jetty.',
    houseRules: 'Shoes off, please.',
    placeType: 'entire',
    propertyType: 'house',
    town: 'Portmerrow',
    address: '1 Lake Lane',
    exact: { lat: 39.12, lng: -39.245 },
    zone: 'Atlantic/Azores',
    capacity: 4,
    bedrooms: 2,
    beds: 2,
    bathrooms: 1,
    instantBook: true,
    policy: 'flexible',
    checkInFrom: '16:00',
    checkOutBy: '10:00',
    currency: 'EUR',
    ...over,
  })
  assert.ok(facts.ok, JSON.stringify(facts))
  return write(deps.db, async (tx) => {
    const unitNames = Array.from({ length: units }, (_, index) => `Room ${index + 1}`)
    const { listingId } = await upsertListing(tx, deps, { hostId, source: null, facts: facts.value, unitNames })
    await savePlan(tx, deps, listingId, {
      baseMinor: 10_000,
      weekendMinor: null,
      weeklyDiscountBp: 0,
      monthlyDiscountBp: 0,
      cleaningMinor: 3_800,
      guestsIncluded: 4,
      extraGuestMinor: 0,
      petMinor: 0,
    })
    await publishListing(tx, deps, listingId)
    return listingId
  })
}
