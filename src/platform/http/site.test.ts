import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { newServer, sameSite } from '../../../test/server.ts'
import type { App } from './app.ts'
import { newApiCaller, type Answer } from './in-process.ts'
import { mountSite, type SiteHandler } from './site.ts'

const origin = 'https://stay.example'

async function withSite(handler: SiteHandler) {
  return newServer(async (app: App) => {
    app.get('/api/v1/me', { config: { access: 'signed_in' } }, async (request) => ({ name: (await request.actor())?.name, ip: request.ip }))
    app.post('/api/v1/echo', { config: { access: 'public' } }, async (request, reply) => {
      void reply.header('set-cookie', ['a=1; Path=/', 'b=2; Path=/'])
      return { got: request.body, ip: request.ip, host: request.host }
    })
    app.delete('/api/v1/me', { config: { access: 'public' } }, async (_request, reply) => reply.code(204).send())
    await mountSite(app, { handler, originOf: () => origin })
  })
}

/** Answers with what reached it, as a page would. */
const mirror: SiteHandler = async (request, reply) => {
  const seen = { url: request.url, headers: request.headers, body: await text(request) }
  reply.setHeader('content-type', 'text/html')
  reply.setHeader('content-security-policy', "script-src 'nonce-1'")
  reply.end(JSON.stringify(seen).padEnd(2000))
}

const jsonOf = ({ body }: Answer): unknown => JSON.parse(String(body))

type Seen = { url: string; body: string; headers: IncomingMessage['headers'] }

test("the site has every path but the API's", async () => {
  const { app } = await withSite(mirror)
  for (const url of ['/', '/listings/lakeside', '/apiary', '/_app/x.js']) assert.equal((await app.inject(url)).json<Seen>().url, url)
  for (const url of ['/api', '/api/', '/api/v1/nothing', '/api?x=1']) {
    const reply = await app.inject(url)
    assert.deepEqual([reply.statusCode, reply.headers['content-type']], [404, 'application/problem+json'], url)
  }
  const wrong = await app.inject({ method: 'POST', url: '/api/v1/me', headers: sameSite })
  assert.deepEqual([wrong.statusCode, wrong.headers.allow], [405, 'DELETE, GET, HEAD'])
  await app.close()
})

test('a page is told who reads it by us, whatever the reader claims', async () => {
  const { app } = await withSite(mirror)
  const headers = {
    'x-forwarded-proto': 'gopher',
    'x-forwarded-host': 'evil.example',
    'x-sojourn-client': '1.2.3.4',
    'x-forwarded-for': '1.2.3.4',
  }
  const seen = (await app.inject({ url: '/', headers, remoteAddress: '192.0.2.7' })).json<Seen>()
  assert.equal(seen.headers['x-forwarded-proto'], 'https')
  assert.equal(seen.headers['x-forwarded-host'], 'stay.example')
  assert.equal(seen.headers['x-sojourn-client'], '192.0.2.7')
  await app.close()
})

test('a form reaches the page unread, and only from our own pages', async () => {
  const { app } = await withSite(mirror)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const ask = { method: 'POST', url: '/sign-in?/now', payload: 'email=ana%40example.com' } as const
  assert.equal((await app.inject({ ...ask, headers: { ...form, ...sameSite } })).json<Seen>().body, 'email=ana%40example.com')
  assert.equal((await app.inject({ ...ask, headers: { ...form, origin: 'https://evil.example' } })).statusCode, 403)
  await app.close()
})

test('a form of words may be a megabyte long, one of photos more, and neither may hide how long it is', async () => {
  const { app } = await withSite(mirror)
  const post = (url: string, payload: string | Readable, headers = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { ...sameSite, 'content-type': 'multipart/form-data; boundary=x', ...headers } })
  const long = 'x'.repeat(1024 * 1024 + 1)
  const refused = await post('/sign-in', long)
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [413, 'body_too_large'])
  assert.equal((await post('/sign-in', Readable.from([long]), { 'transfer-encoding': 'chunked' })).statusCode, 413)
  assert.equal((await post('/sign-in', 'short')).statusCode, 200)
  assert.equal((await post('/host/listings/1/photos?/add', long)).json<Seen>().body, long)
  await app.close()
})

test('a file goes through to the API as it comes, words as a whole', async () => {
  const { app } = await newServer((server) => {
    server.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
    server.post('/api/v1/files', { config: { access: 'public', upload: true } }, async ({ body, headers }) => {
      assert.ok(body instanceof Readable && headers['content-length'] === undefined)
      return { bytes: (await buffer(body)).length }
    })
  })
  const headers = { ...sameSite, 'content-type': 'application/octet-stream' }
  const sent = { method: 'POST', body: new Blob([new Uint8Array(3_000_000)]).stream(), headers, duplex: 'half' }
  const request = new Request(`${origin}/api/v1/files`, sent)
  assert.deepEqual(jsonOf(await newApiCaller(app)(request, '::1')), { bytes: 3_000_000 })
  await app.close()
})

test('pages are compressed, measured, and carry the security headers and their own policy', async () => {
  const { app, lines } = await withSite(mirror)
  const reply = await app.inject({ url: '/?token=geheim', headers: { 'accept-encoding': 'gzip' } })
  assert.equal(reply.headers['content-encoding'], 'gzip')
  assert.equal((JSON.parse(gunzipSync(reply.rawPayload).toString()) as Seen).url, '/?token=geheim')
  assert.equal(reply.headers['content-security-policy'], "script-src 'nonce-1'")
  assert.equal(reply.headers['x-content-type-options'], 'nosniff')
  await new Promise((resolve) => setImmediate(resolve))
  assert.ok(lines.some((line) => line.includes('"route":"/*"') && line.includes('"status":200')))
  assert.ok(!lines.join('').includes('geheim'))
  await app.close()
})

test('a page that fails answers 500 and tells nothing', async () => {
  const { app, lines } = await withSite(async () => {
    throw new Error('secret plan')
  })
  const reply = await app.inject('/')
  assert.deepEqual([reply.statusCode, reply.payload], [500, 'internal_error'])
  assert.ok(lines.some((line) => line.includes('secret plan')))
  await app.close()
})

test("a page calls the API without a socket, as its reader and from the reader's address", async () => {
  const { app } = await withSite(mirror)
  const call = newApiCaller(app)
  const me = await call(new Request(`${origin}/api/v1/me`, { headers: { cookie: 'who=ben', 'x-forwarded-for': '9.9.9.9' } }), '192.0.2.7')
  assert.deepEqual([me.status, jsonOf(me)], [200, { name: 'ben', ip: '192.0.2.7' }])
  assert.equal((await call(new Request(`${origin}/api/v1/me`), '192.0.2.7')).status, 401)

  const body = JSON.stringify({ name: 'Ænn 🏡' })
  const headers = { ...sameSite, 'content-type': 'application/json', 'accept-encoding': 'br' }
  const echo = await call(new Request(`${origin}/api/v1/echo`, { method: 'POST', body, headers }), '::1')
  assert.deepEqual(jsonOf(echo), { got: { name: 'Ænn 🏡' }, ip: '::1', host: 'stay.example' })
  assert.deepEqual(
    echo.headers.filter(([name]) => name === 'set-cookie'),
    [
      ['set-cookie', 'a=1; Path=/'],
      ['set-cookie', 'b=2; Path=/'],
    ],
  )

  const gone = await call(new Request(`${origin}/api/v1/me`, { method: 'DELETE', headers: sameSite }), '::1')
  assert.deepEqual([gone.status, gone.body], [204, ''])
  await app.close()
})

test("a page's call behind trusted proxies still counts as its reader", async () => {
  const { app } = await newServer(
    (app) => void app.get('/api/v1/ip', { config: { access: 'public' } }, async (request) => ({ ip: request.ip })),
    {
      trustProxy: 2,
    },
  )
  const reply = await newApiCaller(app)(new Request(`${origin}/api/v1/ip`, { headers: { 'x-forwarded-for': '6.6.6.6' } }), '192.0.2.7')
  assert.deepEqual(jsonOf(reply), { ip: '192.0.2.7' })
  await app.close()
})

test('a page learns of an answer that comes in pieces, of one that fails and of one that breaks off', async () => {
  const { app } = await newServer((server) => {
    const config = { access: 'public' } as const
    server.get('/api/v1/pieces', { config }, async (_request, reply) => reply.send(Readable.from([Buffer.from('Æ'), Buffer.from('nn')])))
    server.get('/api/v1/bug', { config }, async () => {
      throw new Error('secret plan')
    })
    server.get('/api/v1/cut', { config }, async (_request, reply) => {
      const cut = new Readable({ read() {} })
      setImmediate(() => cut.destroy(new Error('the disk is gone')))
      cut.push('half of it')
      return reply.send(cut)
    })
  })
  const call = newApiCaller(app)
  const ask = (path: string) => call(new Request(`${origin}/api/v1/${path}`), '::1')
  const { body } = await ask('pieces')
  assert.ok(body instanceof Uint8Array)
  assert.equal(new TextDecoder().decode(body), 'Ænn')
  const bug = await ask('bug')
  assert.deepEqual([bug.status, (jsonOf(bug) as { code: string }).code], [500, 'internal_error'])
  await assert.rejects(ask('cut'), /disk is gone|broke off/)
  await app.close()
})
