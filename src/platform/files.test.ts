import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { tempFolder } from '../../test/temp.ts'
import { localFiles, typeOfKey, type FileStore } from './files.ts'

const folder = tempFolder('files')
let folders = 0
const newFiles = () => {
  const root = path.join(folder, String(++folders), 'files')
  return { root, files: localFiles(root) }
}

async function read(files: FileStore, key: string): Promise<Buffer> {
  const file = await files.get(key)
  assert.ok(file)
  return buffer(file.stream)
}

test('a file is served as it was put, and its tag changes with its bytes', async () => {
  const { files } = newFiles()
  const key = 'photos/0192f0c1-7a3e/1280.webp'
  await files.put(key, Buffer.from('first'), 'image/webp')
  const { stream, ...first } = (await files.get(key)) ?? assert.fail()
  assert.equal((await buffer(stream)).toString(), 'first')
  assert.deepEqual([first.size, first.type], [5, 'image/webp'])
  assert.match(first.etag, /^"[\w-]+"$/)
  assert.deepEqual(await files.info(key), first)
  await files.put(key, Buffer.from('other'), 'image/webp')
  assert.equal((await read(files, key)).toString(), 'other')
  assert.notEqual((await files.info(key))?.etag, first.etag)
})

test('what is not there, or was deleted, is nothing', async () => {
  const { files } = newFiles()
  for (const key of ['a.png', 'a/b/c.png']) {
    assert.equal(await files.get(key), undefined)
    assert.equal(await files.info(key), undefined)
    await files.delete(key)
  }
  await files.put('a.png', Buffer.from('x'), 'image/png')
  assert.equal(await files.get('a.png/b.png'), undefined)
  await files.delete('a.png')
  assert.equal(await files.info('a.png'), undefined)
})

const outside = [
  '',
  '.',
  '..',
  '../secret.json',
  'a/../../secret.json',
  '/secret.json',
  'a//b.png',
  'a/./b.png',
  '.incoming/a.png',
  'a\\..\\b.png',
  'a.png/',
  '%2e%2e/secret.json',
  'a\u0000.png',
  'a.png\n',
  '.png',
  'a.html',
  'a.svg',
  'a.js',
  'a.constructor',
  'toString',
  `${'a'.repeat(200)}.png`,
]

test('no key leads out of the folder, hides, or names what could run as a page', async () => {
  const { root, files } = newFiles()
  await files.put('a/b.png', Buffer.from('x'), 'image/png')
  writeFileSync(path.join(root, '..', 'secret.json'), '{}')
  for (const key of outside) {
    assert.equal(typeOfKey(key), undefined, key)
    assert.equal(await files.get(key), undefined, key)
    assert.equal(await files.info(key), undefined, key)
    await files.delete(key)
    await assert.rejects(files.put(key, Buffer.from('x'), 'image/png'), /not a key/)
  }
  assert.deepEqual(readdirSync(path.dirname(root)).toSorted(), ['files', 'secret.json'])
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', '/', '\\', '-', 'png', '.png', '\n') }), (key) => {
      if (typeOfKey(key)) assert.ok(path.resolve(root, key).startsWith(`${root}/`) && !key.includes('..'))
    }),
  )
})

test('a file cannot be put as something that its key does not say', async () => {
  const { files } = newFiles()
  await assert.rejects(files.put('a.png', Buffer.from('x'), 'image/webp'), /not a key for image\/webp/)
})

test('a put that fails leaves the old file and nothing else', async () => {
  const { root, files } = newFiles()
  await files.put('a/b.png', Buffer.from('old'), 'image/png')
  writeFileSync(path.join(root, 'plain'), '')
  await assert.rejects(files.put('plain/b.png', Buffer.from('x'), 'image/png'))
  mkdirSync(path.join(root, 'a', 'taken.png'))
  await assert.rejects(files.put('a/taken.png', Buffer.from('x'), 'image/png'))
  await files.put('a/c.png', Buffer.from('x'), 'image/png')
  await files.delete('a/c.png')
  assert.equal((await read(files, 'a/b.png')).toString(), 'old')
  assert.deepEqual(readdirSync(path.join(root, '.incoming')), [])
})

test('a reader meets the old bytes or the new ones, never a mixture', async () => {
  const { files } = newFiles()
  const versions = ['a', 'b'].map((letter) => Buffer.alloc(300_000, letter))
  await files.put('x.webp', versions[0] ?? assert.fail(), 'image/webp')
  const write = async () => {
    for (let round = 0; round < 20; round++) await files.put('x.webp', versions[round % 2] ?? assert.fail(), 'image/webp')
  }
  const look = async () => {
    for (let round = 0; round < 40; round++) {
      const found = await read(files, 'x.webp')
      assert.ok(versions.some((version) => version.equals(found)))
    }
  }
  await Promise.all([write(), write(), look(), look()])
})

test('a process killed while it writes leaves the old bytes or the new ones', async () => {
  const { root, files } = newFiles()
  const program = `
    import { localFiles } from ${JSON.stringify(import.meta.resolve('./files.ts'))}
    const files = localFiles(process.argv[1])
    for (let round = 0; ; round++) {
      await files.put('x.webp', Buffer.alloc(3_000_000, 'ab'[round % 2]), 'image/webp')
      if (round === 0) console.log('begun')
    }`
  for (let round = 0; round < 4; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, root], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    await sleep(5 + 7 * round)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const found = await read(files, 'x.webp')
    assert.ok(['a', 'b'].some((letter) => found.equals(Buffer.alloc(3_000_000, letter))))
  }
})
