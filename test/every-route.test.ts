import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whoMayCall, type Caller } from './route-access.ts'
import { newWorld, type World } from './world.ts'

type Operation = {
  operationId: string
  security: object[]
  requestBody?: { content: Record<string, unknown> }
  parameters?: { in: string; name: string }[]
}
type Route = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; operation: Operation }

async function routesOf({ app }: World): Promise<Route[]> {
  const { paths } = (await app.server.inject('/api/openapi.json')).json<{ paths: Record<string, Record<string, Operation>> }>()
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase() as Route['method'], path, operation })),
  )
}

const someId = '01900000-0000-7000-8000-000000000000'
const addressOf = (path: string, id: string) => path.replace(/\{\w+\}/g, encodeURIComponent(id))
const writes = (route: Route) => route.method !== 'GET'
/** They prove themselves by a signature over the body, and need neither cookie nor origin. */
const isWebhook = (route: Route) => route.path.startsWith('/api/v1/webhooks/')

/** It takes a file, of any type. */
const isUpload = ({ operation }: Route) => operation.requestBody?.content['application/octet-stream'] !== undefined

const world = await newWorld()
const routes = await routesOf(world)
test.after(world.stop)

test('the description knows the product', () => {
  assert.ok(routes.length > 30, `${routes.length} routes`)
  assert.equal(new Set(routes.map(({ operation }) => operation.operationId)).size, routes.length)
})

test('nobody reaches what needs somebody signed in', async () => {
  const closed = routes.filter(({ operation }) => operation.security.length > 0)
  assert.ok(closed.length > 15)
  for (const { method, path } of closed) {
    const reply = await world.app.server.inject({ method, url: addressOf(path, someId) })
    assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [401, 'sign_in_required'], `${method} ${path}`)
  }
})

/** The least that one must be for a route to do more than to refuse: asked, and not read from what the route says of itself. */
async function leastCaller({ method, path }: Route): Promise<Caller> {
  const refuses = async (token: string | null, code: string) => {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` }
    const reply = await world.app.server.inject({ method, url: addressOf(path, someId), headers })
    return reply.statusCode >= 400 && reply.json<{ code?: string }>().code === code
  }
  if (!(await refuses(null, 'sign_in_required'))) return 'anybody'
  // New ones for each: a route may end the session that asks it, or the account.
  if (!(await refuses((await world.newGuest()).token, 'forbidden'))) return 'guest'
  return (await refuses((await world.newHost('Host')).token, 'forbidden')) ? 'operator' : 'host'
}

test('every route is open to whom it was meant for, and to nobody else', async () => {
  const found: Record<string, Caller> = {}
  for (const route of routes) found[`${route.method} ${route.path}`] = await leastCaller(route)
  assert.deepEqual(found, whoMayCall)
})

test('no write can be sent from another site with the cookie of whoever is signed in', async () => {
  for (const route of routes.filter((route) => writes(route) && !isWebhook(route))) {
    const headers = { cookie: 'sojourn.session_token=whatever', origin: 'https://evil.example' }
    const reply = await world.app.server.inject({ method: route.method, url: addressOf(route.path, someId), headers })
    assert.deepEqual([reply.statusCode, reply.json<{ code: string }>().code], [403, 'cross_site_request'], `${route.method} ${route.path}`)
  }
})

const authorizationFor = ({ path }: Route) => `Bearer ${path.startsWith('/api/v1/operator/') ? world.otto.token : world.ana.token}`

/** Asked by somebody who may: a host who is signed in, or the operator, so that only the input is wrong. A 5xx would be a bug. */
async function answered(route: Route, { url, payload, type }: { url?: string; payload?: string; type?: string }) {
  const reply = await world.app.server.inject({
    method: route.method,
    url: url ?? addressOf(route.path, someId),
    headers: {
      authorization: authorizationFor(route),
      'idempotency-key': 'bad-input',
      ...(payload === undefined ? {} : { 'content-type': type ?? 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload }),
  })
  const what = `${route.method} ${route.path} given ${payload?.slice(0, 60) ?? url ?? ''} answers ${reply.statusCode} ${reply.payload.slice(0, 200)}`
  assert.ok(reply.statusCode < 500, what)
  if (reply.statusCode >= 400) assert.equal(reply.headers['content-type'], 'application/problem+json', what)
  return { status: reply.statusCode, code: reply.statusCode >= 400 ? reply.json<{ code: string }>().code : '', what }
}

const bodies = ['null', '[]', '"text"', '0', '{"a":', '{"__proto__":{"x":1}}', `{"text":"${'x'.repeat(2 ** 20)}"}`, '{}', '\u0000']

test('no body, however wrong, makes any route fail', async () => {
  for (const route of routes.filter((route) => route.operation.requestBody)) {
    for (const payload of bodies) await answered(route, { payload })
    if (isUpload(route)) continue
    const broken = await answered(route, { payload: '{"a":' })
    assert.ok(isWebhook(route) || broken.code === 'malformed_json', broken.what)
    const huge = await answered(route, { payload: `{"text":"${'x'.repeat(2 ** 20)}"}` })
    assert.equal(huge.status, 413, huge.what)
    const xml = await answered(route, { payload: '<a/>', type: 'application/xml' })
    assert.ok(isWebhook(route) || xml.code === 'unsupported_media_type', xml.what)
  }
})

const ids = [
  '',
  '0',
  '-1',
  'null',
  '../me',
  '%00',
  "' or 1=1 --",
  'ünïcödé',
  'x'.repeat(150),
  '01900000-0000-7000-8000-00000000000g',
  someId.toUpperCase(),
]

test('no id, however odd, makes any route fail or find anything', async () => {
  for (const route of routes.filter(({ path, method }) => path.includes('{') && method === 'GET')) {
    for (const id of ids) {
      const { status, what } = await answered(route, { url: addressOf(route.path, id) })
      assert.ok([301, 400, 404].includes(status) || id === '' || id === '../me', what)
    }
    const { status, what } = await answered(route, { url: addressOf(route.path, someId) })
    assert.ok([400, 404].includes(status), what)
  }
})

const values = [
  '',
  '-1',
  '1e309',
  'NaN',
  'null',
  '2030-02-30',
  '2030-07-01',
  '9'.repeat(30),
  '💥',
  '[]',
  '0,0,0,0',
  "'",
  'true',
  'x'.repeat(600),
]

test('no value of any query parameter makes a route fail', async () => {
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    const names = (route.operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name)
    for (const name of names) {
      for (const value of values) await answered(route, { url: `${addressOf(route.path, someId)}?${name}=${encodeURIComponent(value)}` })
      await answered(route, { url: `${addressOf(route.path, someId)}?${name}=1&${name}=2` })
      await answered(route, { url: `${addressOf(route.path, someId)}?${name}[a]=1` })
    }
  }
})
