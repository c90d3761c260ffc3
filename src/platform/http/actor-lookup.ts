import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Actor } from './actor.ts'

/** One of the two, never both: what came by bearer must not be carried by a cookie. */
export type Credentials = Readonly<{ cookie: string } | { authorization: string }>

/** Who the credentials belong to, and cookies that keep a session alive. */
export type ActorOf = (credentials: Credentials) => Promise<{ actor: Actor | null; setCookies: readonly string[] }>

export const hasBearer = (headers: IncomingHttpHeaders) => /^bearer\s/i.test(headers.authorization ?? '')

function credentialsOf(headers: IncomingHttpHeaders): Credentials | undefined {
  const { authorization, cookie } = headers
  if (authorization !== undefined && hasBearer(headers)) return { authorization }
  return cookie ? { cookie } : undefined
}

/** `request.actor()`: looked up when first asked for, once a request. A bearer token makes cookies count for nothing. */
export function lookUpActors(app: FastifyInstance, actorOf: ActorOf): void {
  const found = new WeakMap<object, Promise<Actor | null>>()
  app.decorateRequest('actor', function () {
    const known = found.get(this)
    if (known) return known
    const looking = look(this.headers)
    found.set(this, looking)
    return looking
  })
  const setCookies = new WeakMap<object, readonly string[]>()
  app.addHook('onSend', async (request, reply) => {
    for (const cookie of setCookies.get(request.headers) ?? []) reply.header('set-cookie', cookie)
  })

  async function look(headers: IncomingHttpHeaders) {
    const credentials = credentialsOf(headers)
    if (!credentials) return null
    const { actor, setCookies: fresh } = await actorOf(credentials)
    setCookies.set(headers, fresh)
    return actor
  }
}
