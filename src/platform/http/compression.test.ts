import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { test } from 'node:test'
import { brotliDecompressSync, createBrotliDecompress, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { newServer, portOf } from '../../../test/server.ts'
import type { App } from './app.ts'
import { chooseEncoding } from './compression.ts'

const long = 'Lakeside '.repeat(20_000)
/** Hardly gets smaller. */
const noise = randomBytes(96_000).toString('base64')
const noiseTimes = 200
const written = { bytes: 0, duringBreak: 0 }
const seen = { beginning: () => {} }
const open = { config: { access: 'public' } } as const

async function routes(app: App) {
  app.get('/json', open, async () => ({ long }))
  app.get('/short', open, async () => ({ ok: true }))
  app.get('/picture', open, async (_request, reply) => reply.type('image/webp').send(Buffer.from(long)))
  app.get('/tagged', open, async (_request, reply) => reply.type('text/html').header('etag', '"one"').send(long))
  app.get('/as-is', open, async (_request, reply) => reply.type('text/html').header('cache-control', 'no-transform').send(long))
  app.get('/page', open, async (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/html' })
    for (let at = 0; at < long.length; at += 9_000) {
      if (!reply.raw.write(long.slice(at, at + 9_000))) await once(reply.raw, 'drain')
    }
    reply.raw.end('the end')
    return reply
  })
  app.get('/noise', open, async (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/plain' })
    for (let turn = 0; turn < noiseTimes; turn++) {
      written.bytes += noise.length
      if (!reply.raw.write(noise)) await once(reply.raw, 'drain')
    }
    reply.raw.end()
    return reply
  })
  app.get('/pieces', open, async (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/html' })
    reply.raw.write('the beginning')
    await new Promise<void>((resolve) => (seen.beginning = resolve))
    reply.raw.end(', the end')
    return reply
  })
  app.get('/empty', open, async (_request, reply) => reply.code(204).send())
}

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }

/** Over a real socket, where chunks, ends and pressure are real. */
async function ask(app: App, path: string, encoding?: string): Promise<Answer> {
  const headers = encoding ? { 'accept-encoding': encoding } : {}
  return new Promise((resolve, reject) => {
    const asked = request({ port: portOf(app), host: '127.0.0.1', path, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) })
        })
    })
    asked.on('error', reject).end()
  })
}

async function serving(run: (app: App) => Promise<void>) {
  const { app } = await newServer(routes)
  await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    await run(app)
  } finally {
    await app.close()
  }
}

test('text is sent compressed to who can read it, JSON and hijacked pages alike', () =>
  serving(async (app) => {
    const unpack = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync }
    for (const [path, expected] of [
      ['/json', JSON.stringify({ long })],
      ['/page', `${long}the end`],
    ] as const) {
      for (const encoding of ['zstd', 'br', 'gzip'] as const) {
        const { status, headers, body } = await ask(app, path, encoding)
        assert.equal(status, 200)
        assert.equal(headers['content-encoding'], encoding)
        assert.match(String(headers.vary), /accept-encoding/i)
        assert.equal(headers['content-length'], undefined)
        assert.ok(body.length < expected.length / 10)
        assert.equal(unpack[encoding](body).toString(), expected)
      }
      const plain = await ask(app, path)
      assert.equal(plain.headers['content-encoding'], undefined)
      assert.equal(plain.body.toString(), expected)
      assert.match(String(plain.headers.vary), /accept-encoding/i)
    }
  }))

test('what is small, no text, or must not be changed passes as it is', () =>
  serving(async (app) => {
    for (const path of ['/short', '/picture', '/as-is', '/empty']) {
      const { headers } = await ask(app, path, 'br, gzip')
      assert.equal(headers['content-encoding'], undefined, path)
    }
    assert.equal((await ask(app, '/picture', 'br')).body.toString(), long)
  }))

test('the name of a version says that its bytes differ', () =>
  serving(async (app) => {
    assert.equal((await ask(app, '/tagged', 'br')).headers.etag, 'W/"one"')
    assert.equal((await ask(app, '/tagged')).headers.etag, '"one"')
  }))

test('what a page sends ahead is seen before the page is whole', () =>
  serving(async (app) => {
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { 'accept-encoding': 'br' }
      const asked = request({ port: portOf(app), host: '127.0.0.1', path: '/pieces', headers }, (reply) => {
        const unpacked = reply.pipe(createBrotliDecompress())
        let read = ''
        unpacked.on('data', (chunk: Buffer) => {
          read += chunk.toString()
          if (read === 'the beginning') seen.beginning()
        })
        unpacked.on('end', () => resolve(read)).on('error', reject)
      })
      asked.on('error', reject).end()
    })
    assert.equal(text, 'the beginning, the end')
  }))

test('a reader who takes a break gets the whole page, and no more is read ahead than sockets hold', () =>
  serving(async (app) => {
    const chunks: Buffer[] = []
    await new Promise<void>((resolve, reject) => {
      const headers = { 'accept-encoding': 'gzip' }
      const asked = request({ port: portOf(app), host: '127.0.0.1', path: '/noise', headers }, (reply) => {
        reply.once('data', () => {
          reply.pause()
          // Until nothing more is made: a full house, or the whole page.
          const look = setInterval(() => {
            if (written.bytes > written.duringBreak) written.duringBreak = written.bytes
            else {
              clearInterval(look)
              reply.resume()
            }
          }, 500)
        })
        reply.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve)
      })
      asked.on('error', reject).end()
    })
    const page = gunzipSync(Buffer.concat(chunks))
    assert.equal(page.length, noise.length * noiseTimes)
    assert.ok(
      written.duringBreak < page.length / 2,
      `${written.duringBreak} of ${page.length} bytes were made for a reader who had stopped`,
    )
  }))

test('a reader who leaves in the middle of a page harms nobody', () =>
  serving(async (app) => {
    await new Promise<void>((resolve) => {
      const asked = request({ port: portOf(app), host: '127.0.0.1', path: '/page', headers: { 'accept-encoding': 'br' } }, (reply) => {
        reply.once('data', () => {
          asked.destroy()
          resolve()
        })
      })
      asked.on('error', () => undefined).end()
    })
    assert.equal((await ask(app, '/json', 'br')).status, 200)
  }))

const choices: [header: string | undefined, chosen: string | undefined][] = [
  [undefined, undefined],
  ['', undefined],
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate, br', 'br'],
  ['zstd;q=0, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['BR', 'br'],
  ['*', 'zstd'],
  ['identity', undefined],
  ['gzip;q=0, *;q=0', undefined],
  ['gzip;q=nonsense', undefined],
]

for (const [header, chosen] of choices) {
  test(`who accepts ${header ?? 'nothing named'} gets ${chosen ?? 'plain text'}`, () => assert.equal(chooseEncoding(header), chosen))
}
