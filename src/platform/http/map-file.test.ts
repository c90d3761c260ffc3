import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { newServer } from '../../../test/server.ts'
import { mapFileRoutes } from './map-file.ts'

const url = '/map.pmtiles'
const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251))

async function newMap(t: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-map-'))
  const file = path.join(folder, 'city.pmtiles')
  writeFileSync(file, bytes)
  const { app } = await newServer((server) => mapFileRoutes(server, { url, file }))
  t.after(async () => {
    await app.close()
    rmSync(folder, { recursive: true })
  })
  const get = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') => app.inject({ method, url, headers })
  return { file, get }
}

test("a piece of the operator's map is sent as those very bytes, and never as text", async (t) => {
  const { get } = await newMap(t)
  const reply = await get({ range: 'bytes=100-1999', 'accept-encoding': 'gzip, br' })
  assert.equal(reply.statusCode, 206)
  assert.deepEqual(reply.rawPayload, bytes.subarray(100, 2000))
  const { headers } = reply
  assert.deepEqual(
    [headers['content-range'], headers['content-length'], headers['content-encoding'], headers['content-type']],
    ['bytes 100-1999/5000', '1900', undefined, 'application/vnd.pmtiles'],
  )
  assert.match(String(headers.etag), /^"[^"]+"$/)
  const last = await get({ range: 'bytes=4990-' })
  assert.deepEqual([last.statusCode, last.rawPayload], [206, bytes.subarray(4990)])
})

test('who asks for no piece, or for none that we understand, gets the whole map', async (t) => {
  const { get } = await newMap(t)
  for (const headers of [{}, { range: 'bytes=0-1,4-5' }, { range: 'bytes=0-1', 'if-range': '"another"' }]) {
    const reply = await get(headers)
    assert.deepEqual([reply.statusCode, reply.rawPayload.length, reply.headers['content-range']], [200, 5_000, undefined])
  }
  const head = await get({}, 'HEAD')
  assert.deepEqual(
    [head.statusCode, head.rawPayload.length, head.headers['content-length'], head.headers['accept-ranges']],
    [200, 0, '5000', 'bytes'],
  )
})

test('a piece beyond the end, a map that is known and one that is gone are told apart', async (t) => {
  const { get, file } = await newMap(t)
  const beyond = await get({ range: 'bytes=5000-' })
  assert.deepEqual(
    [beyond.statusCode, beyond.headers['content-range'], beyond.json<{ code: string }>().code],
    [416, 'bytes */5000', 'range_not_satisfiable'],
  )
  const { etag } = (await get({ range: 'bytes=0-9' })).headers
  assert.equal((await get({ 'if-none-match': String(etag) })).statusCode, 304)
  writeFileSync(file, bytes.subarray(1))
  assert.notEqual((await get({ range: 'bytes=0-9' })).headers.etag, etag)
  rmSync(file)
  assert.equal((await get()).statusCode, 404)
})
