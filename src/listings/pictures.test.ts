import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test, type TestContext } from 'node:test'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { newServer } from '../../test/server.ts'
import { tempFolder } from '../../test/temp.ts'
import { instant } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { localFiles } from '../platform/files.ts'
import { fileRoutes } from './file-routes.ts'
import type { Photo } from './listing.ts'
import { presentPhoto } from './present-photo.ts'
import { storePicture } from './store-picture.ts'

const ids = newIds({ now: () => instant('2030-06-01T12:00:00Z') }, seededRandom(2))

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#336699' } })

async function newShelf(t: TestContext) {
  const root = tempFolder('pictures')
  const files = localFiles(root, seededRandom(3))
  const { app } = await newServer((server) => fileRoutes(server, { files }))
  t.after(() => app.close())
  const store = async (bytes: Uint8Array): Promise<Photo> => {
    const stored = await storePicture({ ids, files }, { bytes, alt: 'Kitchen' })
    assert(stored.ok, JSON.stringify(stored))
    return stored.value
  }
  return { app, files, root, store }
}

test('a picture is stored in every width that pages ask for, and each is served under the address that is shown', async (t) => {
  const { app, store } = await newShelf(t)
  const photo = await store(await picture(1_300, 900).jpeg().toBuffer())
  assert.deepEqual([photo.width, photo.height, photo.alt], [1_300, 900, 'Kitchen'])
  assert.match(photo.colour, /^#[23][0-9a-f]6[0-9a-f]9[0-9a-f]$/)
  const { src, srcset } = presentPhoto(photo)
  const addresses = srcset.split(', ').map((entry) => entry.split(' '))
  assert.deepEqual(
    addresses.map(([, width]) => width),
    ['480w', '800w', '1200w'],
  )
  assert(addresses.some(([address]) => address === src))
  for (const [address, width] of addresses) {
    const reply = await app.inject({ url: address ?? '' })
    assert.equal(reply.statusCode, 200)
    assert.equal(reply.headers['content-type'], 'image/webp')
    assert.equal(`${(await sharp(reply.rawPayload).metadata()).width}w`, width)
  }
})

test('a small picture is not blown up, and is there under the smallest address', async (t) => {
  const { app, store } = await newShelf(t)
  const photo = await store(await picture(300, 200).png().toBuffer())
  const reply = await app.inject({ url: presentPhoto(photo).src })
  assert.equal((await sharp(reply.rawPayload).metadata()).width, 300)
})

test('a picture lies as the camera was held, and keeps nothing of what the camera wrote down', async (t) => {
  const { app, store } = await newShelf(t)
  const sideways = await picture(900, 600)
    .withExif({ IFD0: { Copyright: 'Ana' }, IFD3: { GPSLatitude: '51/1 13/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  assert((await sharp(sideways).metadata()).exif)
  const photo = await store(sideways)
  assert.deepEqual([photo.width, photo.height], [600, 900])
  const shown = await sharp((await app.inject({ url: presentPhoto(photo).src })).rawPayload).metadata()
  assert(shown.height > shown.width)
  assert.equal(shown.exif, undefined)
})

test('a picture may be kept for a year, and asked for again costs nothing', async (t) => {
  const { app, store } = await newShelf(t)
  const { src } = presentPhoto(await store(await picture(800, 600).webp().toBuffer()))
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
  await files.put('exports/guests.csv', Buffer.from('secret'), 'text/csv; charset=utf-8')
  const addresses = [
    'exports/guests.csv',
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

const notPictures: [name: string, bytes: () => Promise<Uint8Array>][] = [
  ['text', async () => Buffer.from('not a picture')],
  ['nothing', async () => Buffer.alloc(0)],
  [
    'an SVG, which could ask for other files',
    async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'),
  ],
  ['half a JPEG', async () => (await picture(900, 600).jpeg().toBuffer()).subarray(0, 700)],
]
for (const [name, bytes] of notPictures) {
  test(`${name} is no picture, and leaves no file`, async (t) => {
    const { files, root } = await newShelf(t)
    assert.deepEqual(await storePicture({ ids, files }, { bytes: await bytes(), alt: '' }), { ok: false, error: { code: 'not_a_picture' } })
    assert.deepEqual(readdirSync(root), [])
  })
}

test('a picture of more than sixty megapixels is refused before it is unpacked', async (t) => {
  const { files } = await newShelf(t)
  const bytes = claiming(await picture(10, 10).png().toBuffer(), 10_000)
  const stored = await storePicture({ ids, files }, { bytes, alt: '' })
  assert(!stored.ok)
  assert.equal(stored.error.code, 'picture_too_large')
})

/** A PNG whose header says that it is so many pixels wide and high: RFC 2083, the first chunk. */
function claiming(png: Buffer, pixels: number): Buffer {
  const bytes = Buffer.from(png)
  bytes.writeUInt32BE(pixels, 16)
  bytes.writeUInt32BE(pixels, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}
