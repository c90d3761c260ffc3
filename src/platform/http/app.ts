import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Access } from './access.ts'
import type { Actor } from './actor.ts'
import type { LimitName } from './rate-limits.ts'

/** The server as each module's routes see it: schemas are zod's, and handlers get their types from them. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. One that does not say stops the start. */
    access: Access
    /** A tighter limit than the general one. */
    limit?: LimitName
    /** Whether its body is a file, of any type, which may take minutes to come. */
    upload?: boolean
  }
  interface FastifyRequest {
    /** Who asks; null when nobody is signed in. Looked up once a request. */
    actor(): Promise<Actor | null>
  }
}
