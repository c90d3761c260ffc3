import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { test } from 'node:test'
import { tempFolder } from '../../test/temp.ts'
import { hourMs, later, systemClock } from '../kernel/clock.ts'
import { seededRandom } from '../kernel/random.ts'
import { incomingFolder, localFiles } from './files.ts'
import { newUploads } from './uploads.ts'

const newPlace = () => {
  const root = tempFolder('uploads')
  const folder = incomingFolder(root)
  return { root, folder, uploads: newUploads(folder, { clock: systemClock, random: seededRandom(1) }) }
}
const pieces = (count: number) => Readable.from(Array.from({ length: count }, () => Buffer.alloc(1_000, 'x')))

test('an upload is on the disk, whole, until it is no more needed', async () => {
  const { folder, uploads } = newPlace()
  const received = await uploads.receive(pieces(3), { bytesMax: 3_000, sender: 'ana' })
  assert.ok(received.ok)
  const { path: file, bytes, sha256, discard } = received.value
  assert.deepEqual([bytes, sha256], [3_000, createHash('sha256').update('x'.repeat(3_000)).digest('hex')])
  assert.equal(readFileSync(file).length, 3_000)
  await discard()
  assert.deepEqual(readdirSync(folder), [])
})

test('an upload that is too long, or breaks off, leaves nothing', async () => {
  const { folder, uploads } = newPlace()
  assert.deepEqual(await uploads.receive(pieces(4), { bytesMax: 3_000, sender: 'ana' }), {
    ok: false,
    error: { code: 'upload_too_large', bytesMax: 3_000 },
  })
  const cutOff = async function* () {
    yield Buffer.alloc(1_000)
    throw new Error('aborted')
  }
  assert.deepEqual(await uploads.receive(Readable.from(cutOff()), { bytesMax: 9_000, sender: 'ana' }), {
    ok: false,
    error: { code: 'upload_broken_off' },
  })
  assert.deepEqual(readdirSync(folder), [])
})

test('an upload that is too long is read to its end, so that its sender hears the answer', async () => {
  const { uploads } = newPlace()
  const stream = pieces(9)
  assert.equal((await uploads.receive(stream, { bytesMax: 1_500, sender: 'ana' })).ok, false)
  await finished(stream)
  assert.equal(stream.readableEnded, true)
})

test('so many uploads are on the disk at once, and the next may come when one is done with', async () => {
  const { uploads } = newPlace()
  const open = []
  for (let count = 0; count < 24; count++) open.push(await uploads.receive(pieces(1), { bytesMax: 3_000, sender: `host ${count}` }))
  assert.deepEqual(await uploads.receive(pieces(1), { bytesMax: 3_000, sender: 'ana' }), { ok: false, error: { code: 'try_again' } })
  const [first] = open
  assert.ok(first?.ok)
  await first.value.discard()
  assert.ok((await uploads.receive(pieces(1), { bytesMax: 3_000, sender: 'ana' })).ok)
})

test('one sender has so many uploads on the disk at once, and leaves the rest to others', async () => {
  const { uploads } = newPlace()
  const send = (sender: string) => uploads.receive(pieces(1), { bytesMax: 3_000, sender })
  const mine = []
  for (let count = 0; count < 6; count++) mine.push(await send('ana'))
  assert.deepEqual(await send('ana'), { ok: false, error: { code: 'try_again' } })
  assert.ok((await send('ben')).ok)
  const [first] = mine
  assert.ok(first?.ok)
  await first.value.discard()
  assert.ok((await send('ana')).ok)
})

test('a disk that takes nothing more costs no place: nothing of what came so far stays', async () => {
  const { folder, uploads } = newPlace()
  const send = (stream: Readable) => uploads.receive(stream, { bytesMax: 3_000, sender: 'ana' })
  mkdirSync(path.dirname(folder), { recursive: true })
  writeFileSync(folder, 'a file where the folder should be')
  for (let count = 0; count < 30; count++) await assert.rejects(send(pieces(1)))
  rmSync(folder)
  const diskFull = async function* () {
    yield Buffer.alloc(1_000)
    throw Object.assign(new Error('no space left'), { syscall: 'write' })
  }
  for (let count = 0; count < 30; count++)
    await assert.rejects(send(Object.assign(pieces(1), { iterator: diskFull })), { message: 'no space left' })
  assert.deepEqual(readdirSync(folder), [])
  assert.ok((await send(pieces(1))).ok)
})

test('what a process that died has left is swept, what is on its way is not, nor what is stored', async () => {
  const { root, folder, uploads } = newPlace()
  await localFiles(root).put('photos/a.jpg', Buffer.from('x'), 'image/jpeg')
  for (const name of ['old', 'new']) writeFileSync(path.join(folder, name), name)
  const longAgo = later(systemClock.now(), -2 * hourMs) / 1_000
  utimesSync(path.join(folder, 'old'), longAgo, longAgo)
  assert.equal(await uploads.sweep(), 1)
  assert.deepEqual(readdirSync(folder), ['new'])
  assert.ok(await localFiles(root).info('photos/a.jpg'))
})
