import type { TestContext } from 'node:test'
import { authRoutes, newActorOf } from '../src/accounts/auth-routes.ts'
import { newAuth } from '../src/accounts/auth.ts'
import { developmentRoutes } from '../src/accounts/development-routes.ts'
import { accountRoutes } from '../src/accounts/routes.ts'
import { instant, systemClock, type Instant } from '../src/kernel/clock.ts'
import { newIds } from '../src/kernel/ids.ts'
import { seededRandom } from '../src/kernel/random.ts'
import type { Db } from '../src/platform/db.ts'
import type { App } from '../src/platform/http/app.ts'
import type { ServerOptions } from '../src/platform/http/server.ts'
import type { Mail } from '../src/platform/mail.ts'
import { newLogger } from '../src/platform/telemetry.ts'
import { newServer, origin } from './server.ts'

export const password = 'correct horse battery'

/** Accounts and nothing else, over HTTP: mails are read from the jobs that would send them. */
export async function newAccounts(t: TestContext, db: Db, over: Partial<ServerOptions> = {}) {
  let now = instant('2030-06-01T12:00:00Z')
  // It moves on by itself, so that ids sort in the order they were made.
  const clock = { now: () => (now = (now + 1) as Instant), advance: (ms: number) => (now = (now + ms) as Instant) }
  const random = seededRandom(5)
  const deps = { db, clock, random, ids: newIds(clock, random) }
  const lines: string[] = []
  const log = newLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } })
  const auth = newAuth(deps, { secret: 'tests-'.repeat(10), origin: () => origin, https: true, market: 'Merrow Stays', log })
  const { app } = await newServer(
    async (app) => {
      await authRoutes(app, { ...deps, auth, market: 'Merrow Stays', origin: () => origin })
      await app.register(
        async (api: App) => {
          await accountRoutes(api, {
            ...deps,
            market: 'Merrow Stays',
            origin: () => origin,
            openAffairs: async () => null,
            forget: async () => {},
          })
          await developmentRoutes(api, deps)
        },
        { prefix: '/api/v1' },
      )
    },
    { actorOf: newActorOf({ auth, db, clock: systemClock }), log, development: true, ...over },
  )
  t.after(() => app.close())

  async function mails(): Promise<Mail[]> {
    const rows = await db.selectFrom('job').select('payload').where('kind', '=', 'mail.send').orderBy('id').execute()
    return rows.map((row) => JSON.parse(row.payload) as Mail)
  }
  return { app, auth, deps, clock, lines, mails, browser: () => newBrowser(app), lastMail: async () => (await mails()).at(-1) }
}

export type Browser = ReturnType<typeof newBrowser>

/** Keeps cookies as a browser does, and posts from our own pages. */
export function newBrowser(app: App, site: string = origin) {
  const jar = new Map<string, string>()
  const headers = () => ({
    host: new URL(site).host,
    origin: site,
    'sec-fetch-site': 'same-origin',
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
  })
  async function send(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
    const reply = await app.inject({ method, url, headers: headers(), ...(payload ? { payload } : {}) })
    for (const { name, value, maxAge } of reply.cookies as { name: string; value: string; maxAge?: number }[]) {
      if (maxAge === 0) jar.delete(name)
      else jar.set(name, value)
    }
    return reply
  }
  return {
    jar,
    get: (url: string) => send('GET', url),
    post: (url: string, payload: object = {}) => send('POST', url, payload),
    delete: (url: string) => send('DELETE', url),
  }
}

/** The token in the link of a mail. */
export const tokenIn = (mail: Pick<Mail, 'text'> | undefined) =>
  new URL(/https?:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'https://none').searchParams.get('token') ?? ''

/** Signed up, confirmed by mail, and so signed in. */
export async function signUp(
  { browser, lastMail }: Pick<Awaited<ReturnType<typeof newAccounts>>, 'browser' | 'lastMail'>,
  person: { name?: string; email: string; password?: string },
): Promise<Browser> {
  const page = browser()
  await page.post('/api/auth/sign-up/email', { name: 'Ana', password, ...person })
  await page.post('/api/auth/verify-email', { token: tokenIn(await lastMail()) })
  return page
}
