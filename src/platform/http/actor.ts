import type { FastifyRequest } from 'fastify'
import type { HostId, UserId } from '../../kernel/ids.ts'

export type Role = 'operator'

/** Who asks. Roles and host are as they are now, not as they were at sign-in. */
export type Actor = Readonly<{
  userId: UserId
  sessionId: string
  name: string
  email: string
  emailVerified: boolean
  roles: readonly Role[]
  /** Set when the user lets homes. */
  hostId: HostId | null
}>

export type HostActor = Actor & { readonly hostId: HostId }

/** Who asks, on a route whose access lets nobody else in. @throws when the route lets strangers in: then its access is wrong. */
export async function signedIn(request: FastifyRequest): Promise<Actor> {
  const actor = await request.actor()
  if (!actor) throw new Error('a route that needs somebody signed in lets strangers in')
  return actor
}

/** The same for routes with access 'host'. */
export async function signedInHost(request: FastifyRequest): Promise<HostActor> {
  const actor = await signedIn(request)
  if (actor.hostId === null) throw new Error('a route that needs a host lets others in')
  return { ...actor, hostId: actor.hostId }
}
