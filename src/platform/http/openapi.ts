import swagger from '@fastify/swagger'
import type { FastifySchema, RouteOptions } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { Access } from './access.ts'
import type { App } from './app.ts'
import { problemType } from './problem.ts'

/** Collects every route's schemas into the API's description, OpenAPI 3.1, at /api/openapi.json. */
export async function describeApi(app: App, { name, version }: { name: string; version: string }): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: `${name} API`,
        version,
        description: 'Everything the site can do, and nothing that it can not. Errors are RFC 9457 problems: decide by `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: 'sojourn.session_token' },
          bearer: { type: 'http', scheme: 'bearer', description: "A session's token, as signing in returns it" },
        },
      },
    },
    stripBasePath: false,
    convertConstToEnum: false,
    transform: describeRoute,
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  })
  app.get('/api/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    // No schema: a description is not described.
    return reply.header('cache-control', 'no-cache').send(app.swagger())
  })
}

type Transform = typeof jsonSchemaTransform
type Described = ReturnType<Transform>

/** A route's schema as JSON schema, with what all routes have in common: who may call it, and how it says no. */
function describeRoute(document: Parameters<Transform>[0] & { route?: RouteOptions }): Described {
  const { route, schema } = document
  const hidden = !/^\/api\/(v1|auth)\//.test(document.url) || !schema || ('hide' in schema && schema.hide)
  if (hidden) return { schema: { hide: true } satisfies FastifySchema, url: document.url }
  const described = jsonSchemaTransform(document)
  const response = { ...(described.schema.response ?? { 204: { type: 'null', description: 'Done' } }), '4xx': refusals }
  const operationId = described.schema.operationId ?? operationIdOf(String(route?.method ?? ''), document.url)
  const security = securityOf(route?.config?.access ?? 'public')
  return {
    ...described,
    schema: {
      ...described.schema,
      ...(route?.config?.upload ? file : {}),
      operationId,
      security,
      tags: described.schema.tags ?? [tagOf(document.url)],
      response,
    },
  }
}

/** The body of a route that takes a file. */
const file = { consumes: ['application/octet-stream'], body: { type: 'string', format: 'binary' } }

const refusals = {
  description: 'Refused: see `code`',
  content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** No entry: nobody need be signed in. */
const securityOf = (access: Access) =>
  access === 'signed_in' || access === 'host' || access === 'operator' ? [{ cookie: [] }, { bearer: [] }] : []

/** 'GET /api/v1/listings/:id/reviews' is getListingsIdReviews. */
function operationIdOf(method: string, url: string): string {
  const words = url.split(/[/:.-]+/).slice(3)
  return `${method.toLowerCase()}${words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('')}`
}

const tagOf = (url: string) => (url.startsWith('/api/auth/') ? 'auth' : (url.split('/')[3] ?? 'other'))

type Description = ReturnType<typeof jsonSchemaTransformObject>

/** Every named schema is described both as it is sent and as it is answered; what no route uses goes. */
function withoutUnused(description: Description): Description {
  if (!('openapi' in description) || !description.components?.schemas) return description
  const { schemas, ...others } = description.components
  const rest = JSON.stringify({ ...description, components: others })
  const uses = (text: string) => Object.keys(schemas).filter((name) => text.includes(`"#/components/schemas/${name}"`))
  const used = new Set(uses(rest))
  for (const name of used) for (const next of uses(JSON.stringify(schemas[name]))) used.add(next)
  for (const name of Object.keys(schemas)) if (!used.has(name)) delete schemas[name]
  return description
}
