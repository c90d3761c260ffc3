import path from 'node:path'
import type { Logger } from 'pino'
import { authRoutes, newActorOf } from './accounts/auth-routes.ts'
import { newAuth } from './accounts/auth.ts'
import { hasDemoPeople } from './accounts/demo-people.ts'
import { newNightAuditor } from './bookings/audit/night-auditor.ts'
import { bookingJobs, bookingSubscriptions, moneyJobs } from './bookings/booking-jobs.ts'
import type { Config } from './config.ts'
import { demoJobs } from './importers/demo/demo-pictures.ts'
import { systemClock, type Clock } from './kernel/clock.ts'
import { newFence, type Fence } from './kernel/fence.ts'
import { newIds } from './kernel/ids.ts'
import { systemRandom, type Random } from './kernel/random.ts'
import { showVariants } from './listings/show-variants.ts'
import { newReconciliation } from './payments/reconciliation/reconciliation.ts'
import { newPayments } from './payments/payments.ts'
import { sandboxRoutes } from './payments/sandbox/routes.ts'
import { sandboxJobs, sandboxKeys } from './payments/sandbox/sandbox.ts'
import type { Provider } from './payments/provider.ts'
import { newStripeConnect } from './payments/stripe-connect.ts'
import { newStripe } from './payments/stripe.ts'
import { sweepProviderEvents } from './payments/sweep-events.ts'
import { payoutJobs, payoutSubscriptions } from './payouts/payout-jobs.ts'
import { newAccountPoller } from './payouts/poll-accounts.ts'
import { sweepConnectEvents } from './payouts/receive-event.ts'
import { fileRoutes } from './pictures/file-routes.ts'
import { pictureJobs, variantsJob } from './pictures/picture-jobs.ts'
import { isBusy } from './platform/busyness.ts'
import { openDatabase } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { incomingFolder, localFiles } from './platform/files.ts'
import type { App } from './platform/http/app.ts'
import { docsRoutes } from './platform/http/docs-page.ts'
import { healthRoutes } from './platform/http/health.ts'
import { defaultLimits, type Limits } from './platform/http/rate-limits.ts'
import { buildServer } from './platform/http/server.ts'
import { closeServer } from './platform/http/shutdown.ts'
import { mailJobs, newMailer } from './platform/mail.ts'
import { migrateToLatest } from './platform/migrate.ts'
import { watchQueues } from './platform/queue-metrics.ts'
import { newSequencer } from './platform/sequencer.ts'
import { newSweeper } from './platform/sweep.ts'
import { newLogger, newMetrics, type Metrics } from './platform/telemetry.ts'
import { newTurns } from './platform/turns.ts'
import { newUploads } from './platform/uploads.ts'
import { newWorker } from './platform/worker.ts'
import { reviewJobs, reviewSubscriptions } from './reviews/review-jobs.ts'
import { newSearch } from './search/search.ts'
import { readiness, watchSearch } from './readiness.ts'
import { newWhereabouts } from './whereabouts.ts'
import { mountApi } from './mount-api.ts'

const version = '0.1.0'

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
  /** In the place of Stripe or the sandbox: simulators and benches bring their own. */
  provider?: Provider
}>

const demoPeopleInPublic =
  "This database holds the demo's people, whose passwords everybody knows: a market that others can reach does not start with them"

/** One process of the product, whole, and not yet listening. */
export type RunningApp = Awaited<ReturnType<typeof createApp>>

/** The only place where modules are wired together: who is told of what, and who runs which job. */
export async function createApp(options: AppOptions) {
  const ground = newGround(options)
  const parts = newParts(ground)
  const { deps, where, config } = ground
  let stopping = false
  const server = await newServer(ground, parts, () => stopping)
  where.server = server

  return {
    server,
    deps,
    sandbox: parts.sandbox,
    files: parts.files,
    search: parts.search,
    worker: parts.worker,
    reconciler: parts.reconciler,
    sequencer: parts.sequencer,
    origin: where.origin,
    siteOrigin: where.originFor,
    /**
     * Brings the database up to date, does what must come `before` any work, fills search, answers at `at` if there is one, and
     * starts the workers: last, since the sandbox's payments are asked for and told of at our own address.
     */
    start: async (at?: Readonly<{ host: string; port: number }>, before: () => Promise<unknown> = async () => {}) => {
      await migrateToLatest(deps.db)
      if (config.reach === 'public' && !config.demo.public && (await hasDemoPeople(deps.db))) throw new Error(demoPeopleInPublic)
      await before()
      await parts.uploads.sweep()
      await parts.search.start()
      if (at) await server.listen({ ...at })
      for (const part of parts.loops) part.start()
    },
    /** Ends in the order in which nothing is left hanging: requests, then work, then the database. */
    stop: async () => {
      stopping = true
      await closeServer(server)
      await Promise.all([parts.search, ...parts.loops].map((part) => part.stop()))
      await deps.db.destroy()
    },
  }
}

export type Ground = ReturnType<typeof newGround>

/** What everything else stands on: settings, time, chance, database, log. */
function newGround({ config, secret, ...given }: AppOptions) {
  const { clock = systemClock, random = systemRandom, fence = newFence(), log = newLogger({ level: config.logLevel }) } = given
  const metrics = given.metrics ?? newMetrics()
  const db = openDatabase(config.databaseUrl, { fence, random, onRetry: metrics.countTransactionRetry })
  const deps: Deps = { db, clock, random, ids: newIds(clock, random) }
  watchQueues(metrics, deps)
  const limits = given.limits ?? { ...defaultLimits, general: config.requestsPerMinute }
  return { config, secret, log, metrics, deps, limits, provider: given.provider, where: newWhereabouts(config) }
}

export type Parts = ReturnType<typeof newParts>

/** What works on its own, beside the requests. */
function newParts({ config, secret, log, metrics, deps, where, ...ground }: Ground) {
  const keys = config.stripe ?? sandboxKeys(secret)
  const provider = ground.provider ?? newStripe({ ...keys, ...(config.stripe ? {} : { address: where.ownAddress }) })
  const connect = newStripeConnect({
    secretKey: keys.secretKey,
    webhookSecrets: config.stripe?.connectWebhookSecrets ?? [keys.webhookSecret],
    ...(config.stripe ? {} : { address: where.ownAddress }),
  })
  const webhookUrl = () => `${where.listeningAt()}/api/v1/webhooks/stripe`
  const sandbox = { ...deps, fetch, config: { ...sandboxKeys(secret), origin: where.origin, webhookUrl } }
  const payments = newPayments({ ...deps, provider }, log)
  const files = localFiles(path.join(config.dataDir, 'files'), deps.random)
  const pictures = { ...deps, files, turns: newTurns() }
  const handlers = {
    ...pictureJobs(pictures, (tx, fileKey) => showVariants(tx, deps, fileKey)),
    ...mailJobs(newMailer(config.mail, deps)),
    ...payments.handlers,
    ...bookingJobs({ ...deps, market: config.market.name, origin: where.origin }),
    ...payoutJobs({ ...deps, connect }),
    ...reviewJobs({ ...deps, market: config.market.name, origin: where.origin }),
    ...(config.demo.sandbox ? sandboxJobs(sandbox) : {}),
    ...(config.demo.town ? demoJobs(pictures) : {}),
  }
  const worker = newWorker(deps, handlers, { log, metrics, alone: [variantsJob], isBusy })
  const reconciler = newReconciliation({ ...deps, provider }, { log, metrics, moneyJobs })
  const sequencer = newSequencer(deps, [...bookingSubscriptions, ...payoutSubscriptions, ...reviewSubscriptions], { log, isBusy })
  return {
    provider,
    connect,
    sandbox,
    worker,
    sequencer,
    reconciler,
    search: newSearch(deps, { log, isBusy, snapshot: path.join(config.dataDir, 'search.snapshot') }),
    files,
    pictures,
    uploads: newUploads(incomingFolder(path.join(config.dataDir, 'files')), deps),
    auth: newAuth(deps, { secret, origin: where.origin, https: where.https, market: config.market.name, log }),
    /** Each runs until it is stopped. */
    loops: [
      worker,
      sequencer,
      payments.poller,
      newAccountPoller({ ...deps, connect }, log),
      reconciler,
      newNightAuditor(deps, { log, metrics }),
      newSweeper(deps, { log, also: { webhooks: sweepProviderEvents, accountWebhooks: sweepConnectEvents } }),
    ],
  }
}

/** The server with every route there is. */
async function newServer(ground: Ground, parts: Parts, stopping: () => boolean): Promise<App> {
  const { config, log, metrics, deps, limits, where } = ground
  const app = await buildServer({
    log,
    ids: deps.ids,
    metrics,
    limits,
    trustProxy: config.trustProxy,
    https: where.https,
    development: config.demo.mailbox,
    loopbackOnly: config.reach === 'loopback' && !config.demo.public,
    isOurs: (asked, request) => asked === where.originFor(request),
    actorOf: newActorOf({ auth: parts.auth, db: deps.db, clock: systemClock }),
    about: { name: config.market.name, version },
  })
  await authRoutes(app, { ...deps, auth: parts.auth, market: config.market.name, origin: where.origin })
  await docsRoutes(app)
  watchSearch(metrics, deps.db, parts.search)
  await healthRoutes(app, { checks: readiness(deps.db, parts.search), metrics, stopping })
  await app.register((api: App) => mountApi(api, ground, parts), { prefix: '/api/v1' })
  await fileRoutes(app, parts)
  if (config.demo.sandbox) await sandboxRoutes(app, parts.sandbox)
  return app
}
