import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { zstdDecompressSync } from 'node:zlib'
import { newServer } from '../../../test/server.ts'
import { tempFolder } from '../../../test/temp.ts'
import { until } from '../../../test/until.ts'
import { newLogger } from '../telemetry.ts'
import type { App } from './app.ts'
import { askApi } from './in-process.ts'
import { newPageThreads } from './page-threads.ts'
import { mountSite } from './site.ts'

/** What stands in for the built site: pages that ask the API, fail, hang, and take their thread with them. */
const site = `
const api = globalThis[Symbol.for('sojourn.api')], { name, report } = globalThis[Symbol.for('sojourn.site')]
export async function handler(request, reply) {
  const { pathname } = new URL(request.url, 'http://site')
  if (pathname === '/dies') process.exit(3)
  if (pathname === '/hangs') return
  if (pathname === '/fails') throw new Error('secret plan')
  if (pathname === '/reports') report(new Error('a broken heart'), pathname)
  const asked = await api(new Request('https://stay.example/api/v1/me', { headers: { cookie: request.headers.cookie ?? '' } }), request.headers['x-sojourn-client'])
  reply.setHeader('set-cookie', ['a=1', 'b=2'])
  reply.setHeader('content-type', 'text/html')
  reply.writeHead(asked.status)
  reply.write(new TextEncoder().encode(name + ' says '))
  if (pathname === '/long') return reply.end(''.padEnd(9_000 - name.length - 6, 'long '))
  reply.end(String(asked.body))
}`

async function newSite() {
  const file = path.join(tempFolder('page-threads'), 'site.mjs')
  writeFileSync(file, site)
  const lines: string[] = []
  const { app } = await newServer(async (server: App) => {
    server.get('/api/v1/me', { config: { access: 'signed_in' } }, async (request) => ({
      name: (await request.actor())?.name,
      ip: request.ip,
    }))
    const pages = newPageThreads({
      count: 1,
      siteFile: pathToFileURL(file),
      settings: { name: 'Sojourn' },
      ask: (question, address) => askApi(server, question, address),
      log: newLogger({ destination: { write: (line) => lines.push(line) } }),
    })
    server.addHook('onClose', () => pages.stop())
    await pages.start()
    const handler = (_request: unknown, reply: { end(text: string): void }) => reply.end('drawn here')
    await mountSite(server, { handler, draw: pages.draw, originOf: () => 'https://stay.example' })
  })
  // What is injected is sent when somebody waits for it.
  const get = async (url: string, cookie = '') => app.inject({ url, headers: { cookie }, remoteAddress: '192.0.2.7' })
  return { app, get, lines }
}

test('a page is drawn in a thread of its own, where it asks the API as its reader', async () => {
  const { app, get, lines } = await newSite()
  const page = await get('/trips', 'who=ben')
  assert.deepEqual([page.statusCode, page.body], [200, 'Sojourn says {"name":"ben","ip":"192.0.2.7"}'])
  assert.deepEqual(page.headers['set-cookie'], ['a=1', 'b=2'])
  assert.equal(page.headers['content-type'], 'text/html')
  assert.equal(page.headers['x-content-type-options'], 'nosniff')
  assert.equal((await get('/trips')).statusCode, 401)
  await get('/reports')
  assert.ok(lines.some((line) => line.includes('a broken heart') && line.includes('/reports')))
  await app.close()
})

test('a long page is packed where it is drawn, for who takes it', async () => {
  const { app, get } = await newSite()
  const asked = (encoding: string) => app.inject({ url: '/long', headers: { 'accept-encoding': encoding, cookie: 'who=ben' } })
  const page = await asked('gzip, br, zstd')
  assert.equal(zstdDecompressSync(page.rawPayload).toString().length, 9_000)
  assert.deepEqual([page.headers['content-encoding'], page.headers.vary], ['zstd', 'Accept-Encoding'])
  assert.deepEqual(page.headers['set-cookie'], ['a=1', 'b=2'])
  assert.equal((await asked('identity')).body.length, 9_000)
  assert.equal((await get('/trips', 'who=ben')).headers['content-encoding'], undefined)
  await app.close()
})

test('files, and what is posted, are answered where the server is', async () => {
  const { app, get } = await newSite()
  assert.equal((await get('/_app/immutable/start.js')).body, 'drawn here')
  assert.equal((await get('/sitemap.xml?part=1')).body, 'drawn here')
  const posted = await app.inject({ method: 'POST', url: '/trips', headers: { origin: 'https://stay.example' } })
  assert.equal(posted.body, 'drawn here')
  await app.close()
})

test('a page that fails tells nothing, and one whose thread dies takes only those with it that were being drawn', async () => {
  const { app, get } = await newSite()
  const failed = await get('/fails')
  assert.deepEqual([failed.statusCode, failed.body], [500, 'internal_error'])
  const hanging = get('/hangs')
  assert.equal((await get('/dies')).statusCode, 500)
  assert.equal((await hanging).statusCode, 500)
  assert.equal((await get('/trips')).statusCode, 503)
  await until(async () => (await get('/trips', 'who=ben')).statusCode === 200, { msMax: 10_000 })
  await app.close()
})

test('pages that would wait too long are refused for now', async () => {
  const { app, get } = await newSite()
  const waiting = Array.from({ length: 500 }, () => get('/hangs'))
  await until(async () => (await get('/trips', 'who=ben')).statusCode === 503, { msMax: 10_000 })
  const refused = await get('/trips')
  assert.deepEqual([refused.statusCode, refused.body, refused.headers['retry-after']], [503, 'try_again', '1'])
  await app.close()
  assert.ok((await Promise.all(waiting)).every(({ statusCode }) => statusCode === 500))
})
