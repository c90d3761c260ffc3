import { existsSync, mkdirSync } from 'node:fs'
import { createApp, type RunningApp } from './app.ts'
import { configMessage, parseConfig, type Config } from './config.ts'
import { systemRandom } from './kernel/random.ts'
import { demoRegion, demoSignIns } from './importers/demo/demo-people.ts'
import { loadDemo } from './importers/demo/load-demo.ts'
import { mapFileRoutes } from './platform/http/map-file.ts'
import { newLogger, type Log } from './platform/telemetry.ts'
import { loadSecret } from './secret.ts'
import { loadWorld } from './search/places/world.ts'
import { isSiteBuilt, openSite, type Site, type SiteSettings } from './open-site.ts'

/** How long an orderly end may take before the process just goes; everything important is committed by then. */
const stopMsMax = 25_000

const config = parseConfig(process.env)
if (config.ok) await start(config.value)
else fail(configMessage(config.error))

async function start(config: Config): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true })
  const secret = loadSecret(config.secret, systemRandom)
  if (!secret.ok) return fail(secret.error)
  const map = config.market.tiles?.file
  if (map && !existsSync(map)) return fail(`SOJOURN_TILE_URL names ${map}, which is not there: put it there, or unset it.`)
  const log = newLogger({ level: config.logLevel })
  const app = await createApp({ config, secret: secret.value, log })
  const site = await serveSite(app, config, log)
  stopOnSignal(app, log)
  try {
    await app.start({ host: config.host, port: config.port }, async () => {
      const isDemo = config.demo.town && (await loadDemo(app.deps, config.demo.sandbox ? app.sandbox : undefined))
      if (isDemo && site) site.settings.region ||= demoRegion
      await site?.start()
    })
  } catch (error) {
    log.error({ err: error }, 'could not start')
    fail(isTaken(error) ? `Port ${config.port} is taken: end what listens there, or set PORT to another.` : messageOf(error))
    process.exit()
  }
  sayWhere(app, config)
  // So that the first guest who types does not wait for it.
  loadWorld().catch((error: unknown) => log.error({ err: error }, 'could not read the places of the world'))
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Mounts the built site. Without one (the API alone) every page is a 404. */
async function serveSite(app: RunningApp, config: Config, log: Log): Promise<(Site & { settings: SiteSettings }) | undefined> {
  if (!isSiteBuilt()) {
    log.warn('the site is not built: npm start builds it; only the API is served')
    return undefined
  }
  const { name, region, operator, phone, accent, tiles } = config.market
  const settings = {
    name,
    region,
    operator,
    phone,
    accent,
    tiles: tiles && { kind: tiles.kind, url: tiles.url, attribution: tiles.attribution },
    formTargets: [],
    testing: config.demo.mailbox,
  }
  if (tiles?.file) await mapFileRoutes(app.server, { url: tiles.url, file: tiles.file })
  return { ...(await openSite(app, { settings, log, threads: config.pageThreads })), settings }
}

function sayWhere(app: RunningApp, config: Config): void {
  const lines = [`Sojourn is ready: ${app.origin()}`]
  if (config.demo.town) {
    lines.push('', 'Look around as')
    for (const { who, email, password } of demoSignIns) lines.push(`  ${who.padEnd(9)} ${email.padEnd(24)} ${password}`)
  }
  if (config.demo.mailbox) lines.push('', `Mails land at ${app.origin()}/mailbox`)
  if (config.demo.sandbox) lines.push('Payments go to a sandbox: pay with card 4242 4242 4242 4242')
  process.stdout.write(`\n${lines.join('\n')}\n\n`)
}

function stopOnSignal(app: RunningApp, log: Log): void {
  let asked = false
  const stop = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1)
    asked = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), stopMsMax).unref()
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
