import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import sharp from 'sharp'
import { newServer } from '../../test/server.ts'
import { tempFolder } from '../../test/temp.ts'
import { instant } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { localFiles } from '../platform/files.ts'
import { newTurns } from '../platform/turns.ts'
import { cleanPicture } from './clean-picture.ts'
import { fileRoutes } from './file-routes.ts'
import { packVariants } from './pack-variants.ts'
import { originalKey, pictureFormats, type Picture } from './picture.ts'
import { presentPicture } from './present-picture.ts'

const ids = newIds({ now: () => instant('2030-06-01T12:00:00Z') }, seededRandom(2))
const types = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' }

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#336699' } })

async function newShelf(t: TestContext) {
  const root = tempFolder('pictures')
  const files = localFiles(root, seededRandom(3))
  const { app } = await newServer((server) => fileRoutes(server, { files }))
  t.after(() => app.close())
  const store = async (bytes: Uint8Array): Promise<Picture> => {
    const file = path.join(root, 'sent')
    writeFileSync(file, bytes)
    const cleaned = await cleanPicture(file, 'photo')
    assert(cleaned.ok, JSON.stringify(cleaned))
    const { bytes: original, ...facts } = cleaned.value
    const stored = { ...facts, fileKey: `photos/${ids.next<'picture'>()}` }
    await files.put(originalKey(stored.fileKey), original, 'image/jpeg')
    await packVariants({ files, turns: newTurns() }, { picture: stored, kind: 'photo', original })
    return stored
  }
  const present = (stored: Picture) => presentPicture(stored, pictureFormats)
  return { app, files, store, present }
}

test('a picture is there in every width and format that pages ask for, each under the address that is shown', async (t) => {
  const { app, store, present } = await newShelf(t)
  const stored = await store(await picture(1_300, 900).jpeg().toBuffer())
  assert.deepEqual([stored.width, stored.height], [1_300, 900])
  assert.match(stored.colour, /^#[23][0-9a-f]6[0-9a-f]9[0-9a-f]$/)
  const { src, srcset, base, widths, formats } = present(stored)
  assert.deepEqual(
    [widths, formats],
    [
      [480, 800, 1200],
      ['avif', 'webp', 'jpg'],
    ],
  )
  assert.equal(src, `${base}-800.jpg`)
  assert.equal(srcset, `${base}-480.jpg 480w, ${base}-800.jpg 800w, ${base}-1200.jpg 1200w`)
  for (const width of widths) {
    for (const format of formats) {
      const reply = await app.inject({ url: `${base}-${width}.${format}` })
      assert.equal(reply.statusCode, 200)
      assert.equal(reply.headers['content-type'], types[format])
      assert.equal(reply.headers['x-content-type-options'], 'nosniff')
      assert.equal((await sharp(reply.rawPayload).metadata()).width, width)
    }
  }
})

test('a small picture is not blown up, and is there under the smallest address', async (t) => {
  const { app, store, present } = await newShelf(t)
  const stored = await store(await picture(300, 200).png().toBuffer())
  const reply = await app.inject({ url: present(stored).src })
  assert.equal((await sharp(reply.rawPayload).metadata()).width, 300)
})

test('a picture may be kept for a year, and asked for again costs nothing', async (t) => {
  const { app, store, present } = await newShelf(t)
  const { src } = present(await store(await picture(800, 600).webp().toBuffer()))
  const first = await app.inject({ url: src })
  assert.equal(first.headers['cache-control'], 'public, max-age=31536000, immutable')
  for (const tag of [String(first.headers.etag), `"x", W/${String(first.headers.etag)}`, '*']) {
    const again = await app.inject({ url: src, headers: { 'if-none-match': tag } })
    assert.deepEqual([again.statusCode, again.rawPayload.length], [304, 0])
  }
  assert.equal((await app.inject({ url: src, headers: { 'if-none-match': '"other"' } })).statusCode, 200)
  const head = await app.inject({ method: 'HEAD', url: src })
  assert.deepEqual([head.statusCode, head.headers['content-length'], head.rawPayload.length], [200, String(first.rawPayload.length), 0])
})

test('nothing but pictures is served, and nothing outside the store', async (t) => {
  const { app, files } = await newShelf(t)
  await files.put('originals/photos/kept.jpg', Buffer.from('whole'), 'image/jpeg')
  await files.put('exports/guests.csv', Buffer.from('secret'), 'text/csv; charset=utf-8')
  const addresses = [
    'exports/guests.csv',
    'originals/photos/kept.jpg',
    'photos/none-480.webp',
    '../package.json',
    '..%2f..%2fpackage.json',
    '%2e%2e/a.webp',
    'a%00.webp',
    '',
    'photos/',
    '.incoming/x.webp',
  ]
  for (const address of addresses) assert.equal((await app.inject({ url: `/files/${address}` })).statusCode, 404, address)
})
