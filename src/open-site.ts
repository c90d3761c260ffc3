import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { RunningApp } from './app.ts'
import type { Config } from './config.ts'
import { askApi, newApiCaller } from './platform/http/in-process.ts'
import { newPageThreads } from './platform/http/page-threads.ts'
import { loadSite, mountSite, siteEnvironment } from './platform/http/site.ts'
import type { Log } from './platform/telemetry.ts'

const siteFile = new URL('../build/handler.js', import.meta.url)

/** What pages are told of the market; `web/lib/server/host.ts` says what each means. */
export type SiteSettings = Pick<Config['market'], 'name' | 'operator' | 'phone' | 'accent'> & {
  region: string
  tiles: Readonly<{ kind: 'pictures' | 'pmtiles'; url: string; attribution: string }> | null
  formTargets: readonly string[]
  testing: boolean
}

export type Site = Readonly<{
  /** Starts what draws pages: when the settings are as they stay. */
  start(): Promise<void>
}>

export const isSiteBuilt = () => existsSync(siteFile)

/** One processor is left to the API; more threads than these would wait for it. */
const threadsMax = 4
const usualThreads = () => Math.min(Math.max(availableParallelism() - 1, 1), threadsMax)

/** Mounts the built site; `settings` may change until it starts. `threads`: how many draw pages; 0 draws them in this one. */
export async function openSite(
  app: Pick<RunningApp, 'server' | 'siteOrigin'>,
  { settings, log, threads = usualThreads() }: { settings: SiteSettings; log: Log; threads?: number | undefined },
): Promise<Site> {
  const report = (error: unknown, path: string) => log.error({ err: error, path }, 'a page failed')
  Object.assign(process.env, siteEnvironment)
  Object.assign(globalThis, { [Symbol.for('sojourn.api')]: newApiCaller(app.server) })
  const handler = await loadSite(siteFile.href)
  const pages = newPageThreads({
    count: threads,
    siteFile,
    settings,
    ask: (question, address) => askApi(app.server, question, address),
    log,
  })
  await mountSite(app.server, { handler, originOf: app.siteOrigin, ...(threads > 0 ? { draw: pages.draw } : {}) })
  app.server.addHook('onClose', () => pages.stop())
  return {
    start: async () => {
      Object.assign(globalThis, { [Symbol.for('sojourn.site')]: { ...settings, report } })
      await pages.start()
    },
  }
}
