import path from 'node:path'
import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { authRoutes, newActorOf } from './accounts/auth-routes.ts'
import { newAuth } from './accounts/auth.ts'
import { developmentRoutes } from './accounts/development-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { bookingJobs, bookingSubscriptions } from './bookings/booking-jobs.ts'
import { bookingRoutes } from './bookings/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { isLoopback, type Config } from './config.ts'
import { systemClock, type Clock } from './kernel/clock.ts'
import { newFence, type Fence } from './kernel/fence.ts'
import { newIds } from './kernel/ids.ts'
import { systemRandom, type Random } from './kernel/random.ts'
import { fileRoutes } from './listings/file-routes.ts'
import { listingRoutes } from './listings/routes.ts'
import { newPayments } from './payments/payments.ts'
import { paymentRoutes } from './payments/routes.ts'
import { sandboxRoutes } from './payments/sandbox/routes.ts'
import { sandboxJobs, sandboxKeys } from './payments/sandbox/sandbox.ts'
import { newStripe } from './payments/stripe.ts'
import { openDatabase } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { localFiles } from './platform/files.ts'
import type { App } from './platform/http/app.ts'
import { docsRoutes } from './platform/http/docs-page.ts'
import { healthRoutes } from './platform/http/health.ts'
import { defaultLimits, type Limits } from './platform/http/rate-limits.ts'
import { buildServer } from './platform/http/server.ts'
import { closeServer } from './platform/http/shutdown.ts'
import { mailJobs, newMailer } from './platform/mail.ts'
import { migrateToLatest } from './platform/migrate.ts'
import { newSequencer } from './platform/sequencer.ts'
import { newLogger, newMetrics, type Metrics } from './platform/telemetry.ts'
import { newWorker } from './platform/worker.ts'
import { findPlan } from './pricing/plans.ts'
import { pricingRoutes } from './pricing/routes.ts'
import { ratingOf } from './reviews/find-reviews.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { newSearch } from './search/search.ts'

export type AppOptions = Readonly<{
  config: Config
  /** Sessions, and the sandbox's keys, are made of it. */
  secret: string
  clock?: Clock
  random?: Random
  fence?: Fence
  log?: Logger
  limits?: Limits
  metrics?: Metrics
}>

/** One process of the product, whole, and not yet listening. */
export type RunningApp = Awaited<ReturnType<typeof createApp>>

/** The only place where modules are wired together: who is told of what, and who runs which job. */
export async function createApp({ config, secret, ...given }: AppOptions) {
  const { clock = systemClock, random = systemRandom, fence = newFence(), log = newLogger({ level: config.logLevel }) } = given
  const metrics = given.metrics ?? newMetrics()
  const db = openDatabase(config.databaseUrl, { fence, random })
  const deps: Deps = { db, clock, random, ids: newIds(clock, random) }
  let server: App | undefined

  /** Where browsers find us: as the operator says, else where we listen. */
  const origin = () => config.origin ?? listeningAt(server, config)
  const keys = config.stripe ?? sandboxKeys(secret)
  const provider = newStripe({ ...keys, ...(config.stripe ? {} : { address: () => ownAddress(server, config) }) })
  const sandbox = { ...deps, fetch, config: { ...sandboxKeys(secret), origin, webhookUrl: () => `${listeningAt(server, config)}/api/v1/webhooks/stripe` } }
  const payments = newPayments({ ...deps, provider }, log)
  const search = newSearch(deps, { log })
  const files = localFiles(path.join(config.dataDir, 'files'), random)
  const https = origin().startsWith('https:')
  const auth = newAuth(deps, { secret, origin, https, market: config.market.name, log })
  const worker = newWorker(
    deps,
    { ...mailJobs(newMailer(config.mail, deps)), ...payments.handlers, ...bookingJobs(deps), ...(config.demo.sandbox ? sandboxJobs(sandbox) : {}) },
    { log, metrics },
  )
  const sequencer = newSequencer(deps, bookingSubscriptions, { log })
  let stopping = false

  server = await buildServer({
    log,
    ids: deps.ids,
    metrics,
    limits: given.limits ?? { ...defaultLimits, general: config.requestsPerMinute },
    trustProxy: config.trustProxy,
    https,
    development: config.demo.mailbox,
    loopbackOnly: config.reach === 'loopback' && !config.demo.public,
    isOurs: (asked, request) => asked === siteOrigin(request),
    actorOf: newActorOf({ auth, db }),
    about: { name: config.market.name, version: '0.1.0' },
  })
  const app = server
  /** The site as this reader's browser shows it: on loopback any of its names may be in use. */
  const siteOrigin = (request: FastifyRequest) => config.origin ?? `${request.protocol}://${request.host}`
  const checks = { database: async () => (await db.selectFrom('outbox_head').select('seq').execute(), true), search: async () => search.ready() }
  await authRoutes(app, { ...deps, auth })
  await docsRoutes(app)
  await healthRoutes(app, { checks, metrics, stopping: () => stopping })
  await app.register(
    async (api: App) => {
      await accountRoutes(api, deps)
      if (config.demo.mailbox) await developmentRoutes(api, deps)
      await listingRoutes(api, { ...deps, ratingOf, isPriced: async (tx, id) => (await findPlan(tx, id)) !== undefined })
      await calendarRoutes(api, deps)
      await pricingRoutes(api, deps)
      await reviewRoutes(api, deps)
      await searchRoutes(api, { ...deps, search })
      await bookingRoutes(api, { ...deps, runJob: worker.runNow, siteOrigin: origin })
      await api.register(async (scope: App) => paymentRoutes(scope, { ...deps, provider }))
    },
    { prefix: '/api/v1' },
  )
  await fileRoutes(app, { files })
  if (config.demo.sandbox) await sandboxRoutes(app, sandbox)

  return {
    server: app,
    deps,
    files,
    search,
    worker,
    sequencer,
    origin,
    siteOrigin,
    /** Brings the database up to date, fills search, and starts the workers. The server is listened with by the caller. */
    start: async () => {
      await migrateToLatest(db)
      worker.start()
      sequencer.start()
      payments.poller.start()
      await search.start()
    },
    /** Ends in the order in which nothing is left hanging: requests, then work, then the database. */
    stop: async () => {
      stopping = true
      await closeServer(app)
      await Promise.all([payments.poller.stop(), search.stop(), sequencer.stop(), worker.stop()])
      await db.destroy()
    },
  }
}

function listeningAt(server: App | undefined, config: Config): string {
  const { host, port, protocol } = ownAddress(server, config)
  return `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Where this process answers itself: the port is the operator's, or, for port 0, the one the system gave. */
function ownAddress(server: App | undefined, { host, port }: Config): { host: string; port: number; protocol: 'http' } {
  const address = server?.server.address()
  const listening = typeof address === 'object' && address ? address.port : port
  return { host: isLoopback(host) ? host : '127.0.0.1', port: listening, protocol: 'http' }
}
