import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { tempFolder } from '../../test/temp.ts'
import { seededRandom } from '../kernel/random.ts'
import { localFiles, type FileStore } from '../platform/files.ts'
import { newTurns } from '../platform/turns.ts'
import { packVariants } from './pack-variants.ts'
import { keysOf, originalKey } from './picture.ts'

const original = await sharp({ create: { width: 1_300, height: 900, channels: 3, background: '#336699' } })
  .jpeg()
  .toBuffer()
const picture = { fileKey: 'photos/one', width: 1_300 }
const packing = { picture, kind: 'photo', original } as const

/** `diesAfter` so many files the machine goes down. */
function newStore(files: FileStore, put: string[], diesAfter = Infinity): FileStore {
  return {
    ...files,
    put: async (key, bytes, type) => {
      if (put.length >= diesAfter) throw new Error('the machine went down')
      put.push(key)
      await files.put(key, bytes, type)
    },
  }
}

test('packing that was cut off goes on where it was: what is there is not made again', async () => {
  const files = localFiles(tempFolder('pack'), seededRandom(1))
  const put: string[] = []
  for (const diesAfter of [1, 4, 8]) {
    const store = newStore(files, put, diesAfter)
    await assert.rejects(packVariants({ files: store, turns: newTurns() }, packing), /the machine went down/)
  }
  await packVariants({ files: newStore(files, put), turns: newTurns() }, packing)
  assert.equal(new Set(put).size, put.length, 'none twice')
  const wanted = keysOf('photo', picture.fileKey).filter((key) => key !== originalKey(picture.fileKey) && !key.includes('-1800.'))
  assert.deepEqual(put.toSorted(), wanted.toSorted())
})

test('packing stops between two variants when another process has taken it over', async () => {
  const files = localFiles(tempFolder('pack'), seededRandom(1))
  const put: string[] = []
  const lost = new AbortController()
  const store = newStore(files, put)
  const stopping: FileStore = {
    ...store,
    put: async (...given) => {
      await store.put(...given)
      lost.abort(new Error('taken over'))
    },
  }
  await assert.rejects(packVariants({ files: stopping, turns: newTurns() }, packing, lost.signal), /taken over/)
  assert.equal(put.length, 1)
})
