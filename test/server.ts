import { newIds, type HostId, type UserId } from '../src/kernel/ids.ts'
import { instant } from '../src/kernel/clock.ts'
import { seededRandom } from '../src/kernel/random.ts'
import type { Actor } from '../src/platform/http/actor.ts'
import type { App } from '../src/platform/http/app.ts'
import { buildServer, type ServerOptions } from '../src/platform/http/server.ts'
import { newLogger, newMetrics } from '../src/platform/telemetry.ts'

export const origin = 'https://stay.example'
/** A browser's own page posting to its own site. */
export const sameSite = { origin, 'sec-fetch-site': 'same-origin' }

const person = (name: string, more: Partial<Actor> = {}): Actor => ({
  userId: `${name}-id` as UserId,
  sessionId: `${name}-session`,
  name,
  email: `${name}@example.com`,
  emailVerified: true,
  roles: [],
  hostId: null,
  ...more,
})

/** Signed in by the cookie 'who=ben', or the bearer token 'ben'. */
export const people: Readonly<Record<string, Actor>> = {
  ben: person('ben'),
  ana: person('ana', { hostId: 'ana-host-id' as HostId }),
  otto: person('otto', { roles: ['operator'] }),
}

/** The bare server with its hooks, people who are signed in by name, and the routes that `routes` adds. */
export async function newServer(routes: (app: App) => void | Promise<void>, over: Partial<ServerOptions> = {}) {
  const clock = { now: () => instant('2030-06-01T12:00:00Z') }
  const lines: string[] = []
  const app = await buildServer({
    log: newLogger({ clock, destination: { write: (line) => lines.push(line) } }),
    ids: newIds(clock, seededRandom(1)),
    metrics: newMetrics({ process: false }),
    limits: { general: 100_000, sign_in: 100_000, booking: 100_000 },
    trustProxy: 0,
    https: true,
    development: false,
    loopbackOnly: false,
    isOurs: (asked) => asked === origin,
    actorOf: async (credentials) => {
      const name = 'cookie' in credentials ? /who=(\w+)/.exec(credentials.cookie)?.[1] : credentials.authorization.slice('Bearer '.length)
      return { actor: people[name ?? ''] ?? null, setCookies: [] }
    },
    about: { name: 'Sojourn', version: '0.0.0' },
    ...over,
  })
  await routes(app)
  await app.ready()
  return { app, lines }
}

/** Where a server that was asked for any free port listens. */
export function portOf(app: App): number {
  const address = app.server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server does not listen')
  return address.port
}
