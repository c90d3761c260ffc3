import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { z } from 'zod'
import { newServer, portOf, sameSite } from '../../../test/server.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { answer } from './answer.ts'
import type { App } from './app.ts'
import { problem } from './problem.ts'

type Body = { code: string; status: number; title: string; requestId: string; issues?: { path: string; message: string }[] }

const open = { access: 'public' } as const
const stayWire = z.object({ checkIn: z.string(), guests: z.object({ adults: z.int().min(1) }) })

type TakeError = { code: 'nights_taken'; nights: string[] } | { code: 'listing_not_found' }
const takeStatus = { nights_taken: 409, listing_not_found: 404 } as const

async function routes(app: App) {
  app.post('/stays', { config: open, schema: { body: stayWire } }, async (request) => request.body)
  app.get('/stays', { config: open }, async () => ({ items: [] }))
  app.get('/stays/:id', { config: open, schema: { querystring: z.object({ limit: z.coerce.number().int() }) } }, async () => ({}))
  app.get('/taken/:which', { config: open, schema: { params: z.object({ which: z.string() }) } }, async (request, reply) => {
    const outcome: Result<{ fine: boolean }, TakeError> =
      request.params.which === 'no' ? err({ code: 'nights_taken', nights: ['2030-07-01'] }) : ok({ fine: true })
    return answer(reply, outcome, takeStatus, 201)
  })
  app.get('/bug', { config: open }, async () => {
    throw new Error('secret plan')
  })
  app.get(
    '/lie',
    { config: open, schema: { response: { 200: z.object({ minor: z.int() }) } } },
    async () => JSON.parse('{"minor":"1.5"}') as never,
  )
  app.get('/by-hand', { config: open, schema: { response: { 200: z.object({}) } } }, async (_request, reply) =>
    problem(reply, 410, 'gone', { since: 2020 }),
  )
}

type Case = { what: string; ask: InjectOptions; status: number; code: string; path?: string }
const post = (payload: string | object, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  ({ method: 'POST', url: '/stays', payload, headers: { ...sameSite, ...headers } }) as const

const cases: Case[] = [
  {
    what: 'a field of the wrong type',
    ask: post({ checkIn: 5, guests: { adults: 1 } }),
    status: 400,
    code: 'invalid_request',
    path: 'checkIn',
  },
  {
    what: 'a field deep inside',
    ask: post({ checkIn: 'x', guests: { adults: 0 } }),
    status: 400,
    code: 'invalid_request',
    path: 'guests.adults',
  },
  { what: 'an array for an object', ask: post([]), status: 400, code: 'invalid_request', path: '' },
  { what: 'null', ask: post('null'), status: 400, code: 'invalid_request', path: '' },
  { what: 'a wrong query', ask: { url: '/stays/1?limit=many' }, status: 400, code: 'invalid_request', path: 'limit' },
  { what: 'broken JSON', ask: post('{"checkIn": '), status: 400, code: 'malformed_json' },
  { what: 'no JSON at all', ask: post(''), status: 400, code: 'malformed_json' },
  { what: 'JSON that poisons', ask: post('{"__proto__": {"admin": true}}'), status: 400, code: 'malformed_json' },
  { what: 'XML', ask: post('<a/>', { 'content-type': 'application/xml' }), status: 415, code: 'unsupported_media_type' },
  { what: 'a body above a mebibyte', ask: post(JSON.stringify({ checkIn: 'x'.repeat(1024 * 1024) })), status: 413, code: 'body_too_large' },
  { what: 'an unknown path', ask: { url: '/nowhere' }, status: 404, code: 'not_found' },
  {
    what: 'a known path with another method',
    ask: { method: 'DELETE', url: '/stays', headers: sameSite },
    status: 405,
    code: 'method_not_allowed',
  },
  { what: 'a path that is no text', ask: { url: '/stays/%E0%A4%A' }, status: 400, code: 'bad_request' },
  { what: 'a path that is too long', ask: { url: `/stays/${'x'.repeat(201)}` }, status: 414, code: 'uri_too_long' },
  { what: 'an expected failure', ask: { url: '/taken/no' }, status: 409, code: 'nights_taken' },
  { what: 'a problem made by hand', ask: { url: '/by-hand' }, status: 410, code: 'gone' },
  { what: 'a bug', ask: { url: '/bug' }, status: 500, code: 'internal_error' },
  { what: 'an answer that breaks its own schema', ask: { url: '/lie' }, status: 500, code: 'internal_error' },
]

for (const { what, ask, status, code, path } of cases) {
  test(`${what} is answered ${status} ${code}`, async () => {
    const { app } = await newServer(routes)
    const reply = await app.inject(ask)
    const body = reply.json<Body>()
    assert.equal(reply.statusCode, status)
    assert.equal(reply.headers['content-type'], 'application/problem+json')
    assert.equal(body.code, code)
    assert.equal(body.status, status)
    assert.equal(body.requestId, reply.headers['x-request-id'])
    if (path !== undefined)
      assert.ok(
        body.issues?.some((issue) => issue.path === path && issue.message.length > 0),
        JSON.stringify(body.issues),
      )
    await app.close()
  })
}

test('the path that is there under another method names those that work', async () => {
  const { app } = await newServer(routes)
  assert.equal((await app.inject({ method: 'PUT', url: '/stays/1', headers: sameSite })).headers.allow, 'GET, HEAD')
  assert.equal((await app.inject({ method: 'PUT', url: '/stays', headers: sameSite })).headers.allow, 'GET, HEAD, POST')
  await app.close()
})

test('a bug tells the caller nothing, and the log everything under the same number', async () => {
  const { app, lines } = await newServer(routes)
  const reply = await app.inject('/bug')
  assert.ok(!reply.payload.includes('secret plan'))
  const logged = lines.filter((line) => line.includes('secret plan'))
  assert.equal(logged.length, 1)
  assert.ok(logged[0]?.includes(reply.json<Body>().requestId))
  await app.close()
})

test('an expected failure tells its facts, and success has its own status', async () => {
  const { app } = await newServer(routes)
  const refused = (await app.inject('/taken/no')).json<Body & { nights: string[] }>()
  assert.deepEqual(refused.nights, ['2030-07-01'])
  assert.equal(refused.title, 'Nights taken')
  assert.equal((await app.inject('/taken/yes')).statusCode, 201)
  await app.close()
})

test('types: an error code without a status does not compile', () => {
  const reply = { code: () => undefined }
  // @ts-expect-error listing_not_found has no status
  const useIt = (outcome: Result<string, TakeError>) => answer(reply, outcome, { nights_taken: 409 })
  assert.equal(typeof useIt, 'function')
})

test('a request keeps its number when that is sane, and gets a new one when it is not', async () => {
  const { app } = await newServer(routes)
  const idFor = async (given: string) => (await app.inject({ url: '/stays', headers: { 'x-request-id': given } })).headers['x-request-id']
  assert.equal(await idFor('trace-0123456789'), 'trace-0123456789')
  for (const odd of ['short', 'with space inside', 'x'.repeat(65), 'new\tline-123456', '"quoted-123456"']) {
    assert.match(String(await idFor(odd)), /^[0-9a-f-]{36}$/, odd)
  }
  await app.close()
})

test('every answer, good or bad, carries the security headers', async () => {
  const { app } = await newServer(routes)
  for (const url of ['/stays', '/nowhere', '/bug']) {
    const { headers } = await app.inject(url)
    assert.equal(headers['x-content-type-options'], 'nosniff', url)
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
    assert.equal(headers['strict-transport-security'], 'max-age=31536000')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.ok(headers['referrer-policy'] && headers['permissions-policy'])
  }
  await app.close()
  const plain = await newServer(routes, { https: false })
  assert.equal((await plain.app.inject('/stays')).headers['strict-transport-security'], undefined)
  await plain.app.close()
})

/** Sends `text` as it is and says what comes back until the other side has ended. */
async function sendRaw(port: number, text: string): Promise<{ status: string; headers: string; body: Body }> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(Buffer.from(chunk as Uint8Array))
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n')
  return { status: head.split('\r\n')[0] ?? '', headers: head, body: JSON.parse(body) as Body }
}

test('what is too long to be read, or is no request, is answered with a problem and holds nobody up', async (t) => {
  const { app } = await newServer(routes)
  t.after(async () => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const port = portOf(app)
  const endless: [string, string, string][] = [
    [`GET /stays HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(17 * 1024)}\r\n\r\n`, '431', 'headers_too_large'],
    [`GET /stays?${'a=b&'.repeat(512 * 1024)} HTTP/1.1\r\nhost: x\r\n\r\n`, '431', 'headers_too_large'],
    [`GET /stays?${'a=b&'.repeat(512 * 1024)}`, '431', 'headers_too_large'],
    ['hello\r\n\r\n', '400', 'bad_request'],
    ['GET /stays HTTP/1.1\r\ncontent-length: -1\r\n\r\n', '400', 'bad_request'],
  ]
  for (const [text, status, code] of endless) {
    const startedAt = performance.now()
    const reply = await sendRaw(port, text)
    assert.match(reply.status, new RegExp(`^HTTP/1.1 ${status} `), text.slice(0, 40))
    assert.match(reply.headers, /content-type: application\/problem\+json/)
    assert.deepEqual([reply.body.code, reply.body.status], [code, Number(status)])
    assert.match(reply.body.requestId, /^[0-9a-f-]{36}$/)
    assert.ok(performance.now() - startedAt < 3_000)
  }
})
