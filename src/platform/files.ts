import type { BigIntStats } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { systemRandom, type Random } from '../kernel/random.ts'

/** What a file may be. Nothing in here can run as a page. */
export type FileType =
  | 'image/avif'
  | 'image/webp'
  | 'image/jpeg'
  | 'image/png'
  | 'text/calendar; charset=utf-8'
  | 'text/csv; charset=utf-8'
  | 'application/json'

/** By the ending of its key, so that a file can never be served as something else than it was put as. */
const types = new Map<string, FileType>([
  ['avif', 'image/avif'],
  ['webp', 'image/webp'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['ics', 'text/calendar; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8'],
  ['json', 'application/json'],
])

export type FileInfo = {
  /** Bytes. */
  size: number
  type: FileType
  /** For ETag, with its quotes: other bytes have another one. */
  etag: string
}

export type StoredFile = FileInfo & {
  /** Read it or destroy it: it holds the file open. */
  stream: Readable
}

export type FileStore = {
  /** All or nothing: a reader, and a restart after a crash, finds the old bytes or the new ones. @throws when the key does not fit the type. */
  put(key: string, bytes: Uint8Array, type: FileType): Promise<void>
  /** Undefined when there is no such file or `key` is no key. */
  get(key: string): Promise<StoredFile | undefined>
  /** What `get` tells, without opening the file. */
  info(key: string): Promise<FileInfo | undefined>
  /** Nothing happens when it is not there. */
  delete(key: string): Promise<void>
}

const keyLengthMax = 200
const keyShape = /^(?:[a-zA-Z0-9_-]+\/)*[a-zA-Z0-9_-]+\.([a-z]{2,5})$/

/** A key is names of letters, digits, - and _, with slashes between and a known ending: 'photos/0192…/1280.webp'. @returns its type. */
export function typeOfKey(key: string): FileType | undefined {
  const ending = key.length <= keyLengthMax ? keyShape.exec(key)?.[1] : undefined
  return ending === undefined ? undefined : types.get(ending)
}

/** Where files are before they are whole. What a process that died has left here is swept with its uploads. */
export const incomingFolder = (root: string) => path.join(root, '.incoming')

/** Files below the folder `root`, which is made when the first one is put. */
export function localFiles(root: string, random: Random = systemRandom): FileStore {
  const pathOf = (key: string) => path.join(root, ...key.split('/'))
  return {
    put: async (key, bytes, type) => {
      if (typeOfKey(key) !== type) throw new Error(`not a key for ${type}: ${JSON.stringify(key.slice(0, keyLengthMax))}`)
      const incoming = path.join(incomingFolder(root), Buffer.from(random.bytes(12)).toString('hex'))
      await putAtomically(incoming, pathOf(key), bytes)
      await syncFolders(path.dirname(pathOf(key)), root)
    },
    get: async (key) => {
      const type = typeOfKey(key)
      const file = type && (await ifThere(open(pathOf(key))))
      if (!file) return undefined
      const info = infoOf(await file.stat({ bigint: true }), type)
      return { ...info, stream: file.createReadStream() }
    },
    info: async (key) => {
      const type = typeOfKey(key)
      const stats = type && (await ifThere(stat(pathOf(key), { bigint: true })))
      return stats && infoOf(stats, type)
    },
    delete: async (key) => {
      if (typeOfKey(key)) await rm(pathOf(key), { force: true })
    },
  }
}

/** Each put makes a new file, so that its number and time change even when its size does not. */
function infoOf({ size, ino, mtimeNs }: BigIntStats, type: FileType): FileInfo {
  return { size: Number(size), type, etag: `"${ino.toString(36)}-${mtimeNs.toString(36)}-${size.toString(36)}"` }
}

/** On disk under another name first: `target` never names half a file. */
async function putAtomically(incoming: string, target: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(incoming), { recursive: true })
  await mkdir(path.dirname(target), { recursive: true })
  try {
    await writeFile(incoming, bytes, { flag: 'wx', flush: true })
    await rename(incoming, target)
  } catch (thrown) {
    await rm(incoming, { force: true })
    throw thrown
  }
}

/** A name is on disk when its folder is, and so on upwards. */
async function syncFolders(folder: string, root: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (folder !== root) await syncFolders(path.dirname(folder), root)
}

async function ifThere<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')) return undefined
    throw thrown
  }
}
