import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { databases } from '../../test/databases.ts'
import { portOf } from '../../test/server.ts'
import { agreedStay } from '../../test/stays.ts'
import { tempFolder } from '../../test/temp.ts'
import { newWorld, type Person, type World } from '../../test/world.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import { systemRandom } from '../kernel/random.ts'
import { write } from '../platform/db.ts'
import { givePortrait } from './give-portrait.ts'
import { hashPassword } from './passwords.ts'

type Shown = { small: string; large: string } | null
type Shelf = World & Awaited<ReturnType<typeof shelfOf>>

function onEachShelf(title: string, run: (world: Shelf) => Promise<void>): void {
  for (const database of databases()) {
    test(`${title} [${database.name}]`, { skip: database.skip }, async (t) => {
      const folder = tempFolder('portraits')
      const world = await newWorld({ database, settings: { SOJOURN_DATA: folder } })
      t.after(world.stop)
      await run({ ...world, ...shelfOf(world, path.join(folder, 'files')) })
    })
  }
}

function shelfOf(world: World, folder: string) {
  const send = async (who: Person | null, bytes: Buffer, type = 'image/jpeg') => {
    const headers = { 'content-type': type, ...(who ? { authorization: `Bearer ${who.token}` } : {}) }
    const reply = await world.app.server.inject({ method: 'PUT', url: '/api/v1/me/portrait', headers, payload: bytes })
    return { status: reply.statusCode, ...reply.json<{ code?: string; portrait?: Shown }>() }
  }
  return {
    send,
    give: async (who: Person, background = '#884422') => {
      const { portrait } = await send(who, await jpeg(background))
      assert.ok(portrait)
      return portrait
    },
    mine: async (who: Person) => (await world.as(who).get('/me')).json<{ portrait: Shown }>().portrait,
    fetched: async (address: string) => (await world.app.server.inject(address)).rawPayload,
    /** Every file there is, uploads on their way included. */
    onDisk: () =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map(({ name }) => name)
            .toSorted()
        : [],
  }
}

const jpeg = (background: string, width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
const filesOf = ({ small }: NonNullable<Shown>) => {
  const id = path.basename(small).replace(/-96\.webp$/, '')
  return [`${id}-256.jpg`, `${id}-256.webp`, `${id}-96.jpg`, `${id}-96.webp`, `${id}.jpg`]
}

onEachShelf('a picture of oneself is seen at once wherever one is named, as host and as guest', async (world) => {
  const { ana, ben, as, lakeside, give, mine } = world
  const [host, guest] = [await give(ana), await give(ben, '#226688')]
  assert.match(host.small, /^\/files\/portraits\/[\w-]+-96\.webp$/)
  assert.deepEqual([await mine(ana), await mine(ben)], [host, guest])
  for (const id of [ana.userId, ana.hostId])
    assert.deepEqual((await as(null).get(`/people/${id}`)).json<{ portrait: Shown }>().portrait, host)
  assert.deepEqual((await as(null).get(`/listings/${lakeside}`)).json<{ host: { portrait: Shown } }>().host.portrait, host)

  const { id } = await agreedStay(world.deps, { listingId: lakeside, guest: ben }, calendarDate('2030-06-02'))
  world.clock.set('2030-06-05T09:00:00Z')
  const categories = { cleanliness: 5, accuracy: 5, checkIn: 5, communication: 5, location: 5, value: 5 }
  await as(ben).post(`/bookings/${id}/reviews`, { rating: 5, categories, text: 'Lovely.' })
  await as(ana).post(`/bookings/${id}/reviews`, { rating: 5, text: 'Tidy.' })
  const { items } = (await as(null).get(`/listings/${lakeside}/reviews`)).json<{ items: { portrait: Shown }[] }>()
  assert.deepEqual(
    items.map(({ portrait }) => portrait),
    [guest],
  )
  const { said } = (await as(null).get(`/people/${ben.userId}`)).json<{ said: { portrait: Shown }[] }>()
  assert.deepEqual(
    said.map(({ portrait }) => portrait),
    [host],
  )
  assert.equal(await mine(world.eve), null)
})

onEachShelf('a portrait is square, upright, small, and says nothing of where it was taken', async ({ ana, send, fetched, onDisk }) => {
  // Lies on its side: what is red and left was on top.
  const half = { create: { width: 450, height: 600, channels: 3, background: '#ff0000' } } as const
  const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#0000ff' } })
    .composite([{ input: half, left: 0, top: 0 }])
    .withExif({ IFD0: { Artist: 'Ana Somebody' }, IFD3: { GPSLatitude: '38/1 42/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  assert.deepEqual([bytes.includes('Ana Somebody'), (await sharp(bytes).metadata()).orientation], [true, 6])
  const { portrait } = await send(ana, bytes)
  assert.ok(portrait)
  assert.deepEqual(onDisk(), filesOf(portrait))
  for (const [address, width, format] of [
    [portrait.small, 96, 'webp'],
    [portrait.large, 256, 'webp'],
    [portrait.large.replace('.webp', '.jpg'), 256, 'jpeg'],
  ] as const) {
    const file = await fetched(address)
    const facts = await sharp(file).metadata()
    assert.deepEqual([facts.width, facts.height, facts.format, facts.exif, facts.orientation], [width, width, format, undefined, undefined])
    assert.ok(file.length < 12_000, `${address}: ${file.length}`)
    const [red = 0, , blue = 0] = await sharp(file).extract({ left: 60, top: 20, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
    assert.ok(red > 200 && blue < 60, `${address} has red on top`)
  }
})

onEachShelf('the next portrait takes the place of the one before, and no file of that one stays', async (world) => {
  const { ana, give, mine, onDisk, settle, as, fetched } = world
  const first = await give(ana)
  const second = await give(ana, '#3377aa')
  assert.deepEqual(await mine(ana), second)
  await settle()
  assert.deepEqual(onDisk(), filesOf(second))
  assert.match(String(await fetched(first.small)), /file_not_found/)
  for (const _twice of [1, 2]) assert.equal((await as(ana).delete('/me/portrait')).statusCode, 200)
  assert.equal(await mine(ana), null)
  await settle()
  assert.deepEqual([onDisk(), await world.db.selectFrom('picture').selectAll().execute()], [[], []])
})

onEachShelf('portraits that are sent at the same moment leave one, and no other file', async ({ ana, send, mine, onDisk, settle }) => {
  const files = await Promise.all(['#110000', '#001100', '#000011', '#111111'].map((colour) => jpeg(colour)))
  const sent = await Promise.all(files.map((bytes) => send(ana, bytes)))
  assert.deepEqual(
    sent.map(({ status }) => status),
    [200, 200, 200, 200],
  )
  await settle()
  const left = await mine(ana)
  assert.ok(left)
  assert.deepEqual(onDisk(), filesOf(left))
})

onEachShelf('everybody who is signed in changes their own portrait, and nobody another’s', async (world) => {
  const { ana, ben, otto, eve, send, mine, as } = world
  const shown: Shown[] = []
  for (const [index, who] of [ana, ben, otto].entries()) shown.push(await world.give(who, `#0${index}0${index}0${index}`))
  assert.deepEqual([await mine(ana), await mine(ben), await mine(otto), await mine(eve)], [...shown, null])
  assert.deepEqual([(await send(null, await jpeg('#ffffff'))).status, (await as(null).delete('/me/portrait')).statusCode], [401, 401])
  for (const who of [eve, otto, null]) {
    for (const id of [ana.userId, ana.hostId]) assert.equal((await as(who).delete(`/people/${id}/portrait`)).statusCode, 404)
    if (who === eve) await as(who).delete('/me/portrait')
  }
  assert.deepEqual(await mine(ana), shown[0])
})

/** A PNG whose header says that it is so many pixels wide and high. */
async function bomb(): Promise<Buffer> {
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#000000' } })
    .png()
    .toBuffer()
  bytes.writeUInt32BE(30_000, 16)
  bytes.writeUInt32BE(30_000, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

onEachShelf('a file that is no good picture is refused with the reason, leaves nothing behind, and the portrait stays', async (world) => {
  const { ana, eve, send, give, mine, onDisk, settle } = world
  const before = await give(ana)
  await settle()
  const whole = await jpeg('#123456')
  const cases: [bytes: Buffer, status: number, code: string][] = [
    [Buffer.alloc(0), 422, 'picture_empty'],
    [Buffer.from('<!doctype html><script>alert(1)</script>'), 415, 'not_a_picture'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 415, 'picture_format_not_taken'],
    [whole.subarray(0, 900), 422, 'picture_broken'],
    [await bomb(), 422, 'picture_too_many_pixels'],
    [Buffer.concat([whole, Buffer.alloc(31 * 1024 * 1024)]), 413, 'picture_too_large'],
  ]
  for (const [bytes, status, code] of cases) {
    for (const who of [ana, eve]) {
      const refused = await send(who, bytes)
      assert.deepEqual([refused.status, refused.code], [status, code])
    }
  }
  assert.deepEqual([await mine(ana), await mine(eve), onDisk()], [before, null, filesOf(before)])
  assert.equal((await world.db.selectFrom('picture').selectAll().execute()).length, 1)
})

onEachShelf('a connection lost in the middle leaves nothing', async ({ ana, app, mine, onDisk }) => {
  const bytes = await jpeg('#557799', 2_000, 1_500)
  const headers = { authorization: `Bearer ${ana.token}`, 'content-type': 'image/jpeg', 'content-length': bytes.length }
  const where = { host: '127.0.0.1', port: portOf(app.server), path: '/api/v1/me/portrait' }
  const request = http.request({ ...where, method: 'PUT', headers })
  request.on('error', () => undefined)
  request.write(bytes.subarray(0, bytes.length / 2))
  for (let tries = 0; onDisk().length === 0 && tries < 200; tries++) await sleep(10)
  assert.equal(onDisk().length, 1, 'it is on its way')
  request.destroy()
  for (let tries = 0; onDisk().length > 0 && tries < 200; tries++) await sleep(10)
  assert.deepEqual([onDisk(), await mine(ana)], [[], null])
})

onEachShelf('who leaves takes their portrait along, and none can be given them afterwards', async (world) => {
  const { ben, as, give, settle, onDisk, db } = world
  const password = 'a long good password'
  const hashed = await hashPassword(password, systemRandom)
  await db.updateTable('account').set({ password: hashed }).where('userId', '=', ben.userId).execute()
  await give(ben)
  assert.equal((await as(ben).post('/me/deletion', { password })).statusCode, 200)
  await settle()
  assert.deepEqual([onDisk(), await db.selectFrom('portrait').selectAll().execute()], [[], []])
  const late = { userId: ben.userId, fileKey: 'portraits/late' }
  assert.equal(await write(db, (tx) => givePortrait(tx, world.deps, late)), false)
  assert.deepEqual(await db.selectFrom('portrait').selectAll().execute(), [])
})
