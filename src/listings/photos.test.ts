import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestContext } from 'node:test'
import sharp from 'sharp'
import { forEachDatabase } from '../../test/databases.ts'
import { newListingWorld, type Who } from '../../test/listing-world.ts'
import { portOf } from '../../test/server.ts'
import { later, minuteMs } from '../kernel/clock.ts'
import { newWorker } from '../platform/worker.ts'
import type { Db } from '../platform/db.ts'
import { deleteFiles, deleteJob } from '../pictures/drop-picture.ts'
import { photosMax } from './photo.ts'

type PhotoJson = {
  id: string
  src: string
  srcset: string
  base: string
  formats: string[]
  alt: string
  caption: string
  room: string | null
}

const jpeg = (background: string, width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()

async function newPhotoWorld(t: TestContext, db: Db) {
  const world = await newListingWorld(t, db)
  const { listingId } = await world.newListing()
  const send = async (who: Who, bytes: Buffer, { id = listingId, type = 'image/jpeg' }: { id?: string; type?: string } = {}) => {
    const headers = { 'content-type': type, ...(who === 'stranger' ? {} : { authorization: `Bearer ${who}` }) }
    const reply = await world.app.inject({ method: 'POST', url: `/listings/${id}/photos`, headers, payload: bytes })
    return { status: reply.statusCode, code: reply.json<{ code?: string }>().code, photo: reply.json<PhotoJson>() }
  }
  const add = async (background: string) => (await send('ana', await jpeg(background))).photo
  const photos = async () => (await world.ask('stranger', 'GET', `/listings/${listingId}`)).body.photos as PhotoJson[]
  /** Every file there is, uploads on their way included. */
  const onDisk = () =>
    existsSync(world.folder)
      ? readdirSync(world.folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(world.folder, path.join(entry.parentPath, entry.name)))
      : []
  return { ...world, listingId, url: `/listings/${listingId}/photos`, send, add, photos, onDisk }
}

forEachDatabase('a photo is there at once, small, and in every size when its job has run', async (t, db) => {
  const { send, photos, worker, files } = await newPhotoWorld(t, db)
  const { status, photo } = await send('ana', await jpeg('#336699', 1_300, 900))
  assert.equal(status, 201)
  assert.deepEqual([photo.formats, photo.srcset, photo.src], [[], '', `${photo.base}-480.jpg`])
  assert.deepEqual(await photos(), [photo])
  const keyOf = (address: string) => address.replace('/files/', '')
  assert.ok(await files.info(keyOf(photo.src)))
  await worker.runDue()
  const [ready] = await photos()
  assert.deepEqual(ready?.formats, ['avif', 'webp', 'jpg'])
  for (const entry of ready?.srcset.split(', ') ?? []) assert.ok(await files.info(keyOf(entry.split(' ')[0] ?? '')), entry)
  for (const format of ['avif', 'webp', 'jpg']) assert.ok(await files.info(keyOf(`${photo.base}-1200.${format}`)), format)
})

forEachDatabase('the same file sent again, or twice at once, is one photo', async (t, db) => {
  const { send, photos, onDisk, worker, db: open } = await newPhotoWorld(t, db)
  const bytes = await jpeg('#884422')
  const both = await Promise.all([send('ana', bytes), send('ana', bytes)])
  const again = await send('ana', bytes)
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 201]))
  assert.deepEqual([again.status, again.photo.id], [200, both[0].photo.id])
  assert.equal((await photos()).length, 1)
  await worker.runDue()
  assert.equal(onDisk().filter((file) => file.startsWith('files/originals/')).length, 1)
  assert.equal((await open.selectFrom('picture').selectAll().execute()).length, 1)
})

forEachDatabase('a refused file says what is wrong with it and leaves nothing behind, in the store or on the way there', async (t, db) => {
  const { send, photos, onDisk, db: open } = await newPhotoWorld(t, db)
  const whole = await jpeg('#123456')
  const cases: [bytes: Buffer, status: number, code: string][] = [
    [Buffer.alloc(0), 422, 'picture_empty'],
    [Buffer.from('GET / HTTP/1.1'), 415, 'not_a_picture'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'picture_format_not_taken'],
    [whole.subarray(0, 900), 422, 'picture_broken'],
    [Buffer.concat([whole, Buffer.alloc(31 * 1024 * 1024)]), 413, 'picture_too_large'],
  ]
  for (const [bytes, status, code] of cases) {
    const refused = await send('ana', bytes)
    assert.deepEqual([refused.status, refused.code], [status, code])
  }
  assert.deepEqual([await photos(), onDisk()], [[], []])
  for (const table of ['photo', 'picture', 'job'] as const) assert.deepEqual(await open.selectFrom(table).selectAll().execute(), [], table)
})

forEachDatabase('a connection lost in the middle leaves nothing, and the file sent again is a photo', async (t, db) => {
  const { app, url, photos, onDisk, send } = await newPhotoWorld(t, db)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const bytes = await jpeg('#557799', 2_000, 1_500)
  const headers = { authorization: 'Bearer ana', 'content-type': 'image/jpeg', 'content-length': bytes.length }
  const request = http.request({ host: '127.0.0.1', port: portOf(app), method: 'POST', path: url, headers })
  request.on('error', () => undefined)
  request.write(bytes.subarray(0, bytes.length / 2))
  for (let tries = 0; onDisk().length === 0 && tries < 200; tries++) await sleep(10)
  assert.equal(onDisk().length, 1, 'it is on its way')
  request.destroy()
  for (let tries = 0; onDisk().length > 0 && tries < 200; tries++) await sleep(10)
  assert.deepEqual([onDisk(), await photos()], [[], []])
  assert.equal((await send('ana', bytes)).status, 201)
})

forEachDatabase('only its own host may touch the photos of a listing; to others they are not there', async (t, db) => {
  const { send, add, ask, url, photos } = await newPhotoWorld(t, db)
  const { id } = await add('#101010')
  const bytes = await jpeg('#202020')
  const outsiders: [who: Who, status: number][] = [
    ['stranger', 401],
    ['ben', 403],
    ['eve', 404],
    ['otto', 403],
  ]
  for (const [who, status] of outsiders) {
    assert.equal((await send(who, bytes)).status, status, who)
    assert.equal((await ask(who, 'PATCH', `${url}/${id}`, { alt: 'Mine' })).status, status)
    assert.equal((await ask(who, 'PUT', `${url}/order`, { photoIds: [id] })).status, status)
    assert.equal((await ask(who, 'DELETE', `${url}/${id}`)).status, status)
  }
  assert.deepEqual(
    (await photos()).map((photo) => [photo.id, photo.alt]),
    [[id, '']],
  )
})

forEachDatabase('words, order and cover are what the host says', async (t, db) => {
  const { add, ask, url, photos } = await newPhotoWorld(t, db)
  const [a, b, c] = [await add('#aa0000'), await add('#00aa00'), await add('#0000aa')]
  const words = { alt: 'Kitchen with a window on the sea', caption: 'Breakfast is here', room: 'kitchen' }
  const edited = await ask('ana', 'PATCH', `${url}/${b.id}`, words)
  assert.deepEqual({ ...edited.body, ...words }, edited.body)
  assert.equal((await ask('ana', 'PATCH', `${url}/${b.id}`, { caption: '' })).body.alt, words.alt)
  assert.equal((await ask('ana', 'PATCH', `${url}/${b.id}`, { room: 'dungeon' })).status, 400)
  assert.equal((await ask('ana', 'PATCH', `${url}/${b.id}`, { alt: 'x'.repeat(251) })).status, 400)
  assert.equal((await ask('ana', 'PUT', `${url}/order`, { photoIds: [c.id, a.id, b.id] })).status, 200)
  assert.deepEqual(
    (await photos()).map(({ id }) => id),
    [c.id, a.id, b.id],
  )
  for (const photoIds of [[], [a.id, b.id], [a.id, a.id, b.id], [a.id, b.id, c.id, c.id]]) {
    const refused = await ask('ana', 'PUT', `${url}/order`, { photoIds })
    assert.deepEqual([refused.status, refused.code], [409, 'photos_changed'])
  }
  const left = await ask('ana', 'DELETE', `${url}/${c.id}`)
  assert.deepEqual(
    (left.body.items as PhotoJson[]).map(({ id }) => id),
    [a.id, b.id],
  )
  assert.equal((await ask('ana', 'DELETE', `${url}/${c.id}`)).code, 'photo_not_found')
  const last = await add('#00aaaa')
  assert.equal((await photos()).at(-1)?.id, last.id)
})

forEachDatabase('a photo that is taken away leaves no file, whether its variants were made or are being made', async (t, db) => {
  const { add, ask, url, worker, onDisk, db: open } = await newPhotoWorld(t, db)
  const made = await add('#ff0000')
  await worker.runDue()
  assert.equal((await ask('ana', 'DELETE', `${url}/${made.id}`)).status, 200)
  const early = await add('#00ff00')
  assert.equal((await ask('ana', 'DELETE', `${url}/${early.id}`)).status, 200)
  await worker.runDue()
  assert.deepEqual(onDisk(), [])
  assert.deepEqual(await open.selectFrom('picture').selectAll().execute(), [])
})

forEachDatabase('files whose request died before it named them go by themselves, and named ones stay', async (t, db) => {
  const { add, onDisk, clock, files, ...deps } = await newPhotoWorld(t, db)
  const kept = await add('#ff00ff')
  await db.insertInto('picture').values({ file_key: 'photos/lost', kind: 'photo', state: 'incoming', created_at: clock.now() }).execute()
  await files.put('originals/photos/lost.jpg', Buffer.from('x'), 'image/jpeg')
  await files.put('photos/lost-480.jpg', Buffer.from('x'), 'image/jpeg')
  const anHourOn = { now: () => later(clock.now(), 61 * minuteMs) }
  const jobs = { [deleteJob]: (picture: { fileKey: string; kind: 'photo' }) => deleteFiles({ db, files }, picture) }
  await newWorker({ ...deps, clock: anHourOn, db }, jobs).runDue()
  await deleteFiles({ db, files }, { fileKey: 'photos/lost', kind: 'photo' })
  assert.ok(onDisk().length > 0 && onDisk().every((file) => file.includes(kept.base.replace('/files/', ''))), String(onDisk()))
})

forEachDatabase('a listing has so many photos and no more', async (t, db) => {
  const { listingId, send, ids, db: open } = await newPhotoWorld(t, db)
  const row = {
    listing_id: listingId,
    alt: '',
    width: 9,
    height: 9,
    colour: '#000000',
    caption: '',
    room: null,
    formats: '',
    content_hash: null,
  }
  for (let position = 0; position < photosMax; position++) {
    await open
      .insertInto('photo')
      .values({ ...row, id: ids.next<'photo'>(), position, file_key: `photos/${position}` })
      .execute()
  }
  const refused = await send('ana', await jpeg('#010203'))
  assert.deepEqual([refused.status, refused.code], [409, 'too_many_photos'])
})
