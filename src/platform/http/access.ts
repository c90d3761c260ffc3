import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import type { Actor } from './actor.ts'
import { isLocalProgram } from './loopback.ts'
import { Problem } from './problem.ts'

/**
 * Who may call a route. Roles only: whether this actor may see that thing is the use case's to say, and its answer is 404.
 * - `provider`: machines that prove themselves in the request, such as signed webhooks; no cookie counts.
 * - `development`: anybody, and only where the demo lives; elsewhere there is no such route.
 * - `monitor`: programs on this machine, and operators.
 */
export type Access = 'public' | 'signed_in' | 'host' | 'operator' | 'provider' | 'development' | 'monitor'

const known: ReadonlySet<unknown> = new Set<Access>(['public', 'signed_in', 'host', 'operator', 'provider', 'development', 'monitor'])

/** Makes a route without access a bug that stops the start, and enforces what the others say before a body is read. */
export function enforceAccess(app: FastifyInstance, { development }: { development: boolean }): void {
  app.addHook('onRoute', requireAccess)
  app.addHook('preParsing', async (request) => {
    if (!request.is404) await checkAccess(request, development)
  })
}

function requireAccess(route: RouteOptions): void {
  const access: unknown = route.config?.access
  if (!known.has(access)) throw new Error(`${String(route.method)} ${route.url} does not say who may call it: set config.access`)
}

async function checkAccess(request: FastifyRequest, development: boolean): Promise<void> {
  const { access } = request.routeOptions.config
  if (access === 'public' || access === 'provider') return
  if (access === 'development') {
    if (!development) throw new Problem(404, 'not_found')
    return
  }
  if (access === 'monitor' && isLocalProgram(request)) return
  const actor = await request.actor()
  if (!actor) throw new Problem(401, 'sign_in_required')
  if (!mayCall(actor, access)) throw new Problem(403, 'forbidden')
}

function mayCall(actor: Actor, access: 'signed_in' | 'host' | 'operator' | 'monitor'): boolean {
  if (access === 'host') return actor.hostId !== null
  return access === 'signed_in' || actor.roles.includes('operator')
}
