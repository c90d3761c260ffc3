import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { hourMs, later, type Clock } from '../kernel/clock.ts'
import type { Random } from '../kernel/random.ts'
import { err, ok, type Result } from '../kernel/result.ts'

/** A file on its way. `length`: how many bytes the sender says will come, if they say. */
export type SentFile = Readonly<{ stream: Readable; length: number | undefined }>

/** A file that somebody sends, on this machine's disk until `discard`. */
export type Upload = Readonly<{ path: string; bytes: number; sha256: string; discard(): Promise<void> }>

export type UploadError =
  | { code: 'upload_too_large'; bytesMax: number }
  /** The sender was gone before the end. */
  | { code: 'upload_broken_off' }
  /** So many come in at once that this one must come again. */
  | { code: 'try_again' }

export type Uploads = {
  /**
   * Reads `stream` to its end, onto the disk and never into memory as a whole. `sender` is whose it is, by any name of theirs
   * that stays. A refusal, and what the disk throws, leave nothing behind.
   */
  receive(stream: Readable, about: { bytesMax: number; sender: string }): Promise<Result<Upload, UploadError>>
  /** Deletes what a process that died has left. @returns how many files */
  sweep(): Promise<number>
}

/** How many are on the disk at once in this process. */
const uploadsAtOnceMax = 24
/** How many of them are one sender's: whoever sends slowly leaves room for the others. */
const sendersUploadsMax = 6
/** Longer than a request lives. */
const ageMsMax = hourMs

/** Uploads on their way, in `folder`, which is made when the first one comes. */
export function newUploads(folder: string, { clock, random }: { clock: Clock; random: Random }): Uploads {
  const open = new Map<string, string>()
  return {
    receive: async (stream, { bytesMax, sender }) => {
      const mine = [...open.values()].filter((each) => each === sender)
      if (open.size >= uploadsAtOnceMax || mine.length >= sendersUploadsMax) return err({ code: 'try_again' })
      const file = path.join(folder, Buffer.from(random.bytes(12)).toString('hex'))
      open.set(file, sender)
      const discard = async () => {
        open.delete(file)
        await rm(file, { force: true })
      }
      try {
        await mkdir(folder, { recursive: true })
        const written = await writeUpTo(stream, file, bytesMax)
        if (!written.ok) await discard()
        return written.ok ? ok({ ...written.value, path: file, discard }) : written
      } catch (thrown) {
        await discard()
        throw thrown
      }
    },
    sweep: () => sweepFolder(folder, later(clock.now(), -ageMsMax)),
  }
}

async function writeUpTo(
  stream: Readable,
  file: string,
  bytesMax: number,
): Promise<Result<{ bytes: number; sha256: string }, UploadError>> {
  const hash = createHash('sha256')
  let bytes = 0
  let whole = false
  const chunks: AsyncIterable<Buffer> = stream.iterator({ destroyOnReturn: false })
  const counted = async function* () {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > bytesMax) return
      hash.update(chunk)
      yield chunk
    }
    whole = true
  }
  try {
    await pipeline(counted, createWriteStream(file, { flags: 'wx' }))
  } catch (thrown) {
    // The disk's own errors have a system call; a sender who left has none.
    if (thrown instanceof Error && 'syscall' in thrown && !stream.errored) throw thrown
    return err({ code: 'upload_broken_off' })
  }
  if (bytes > bytesMax) {
    // The rest goes by unread: a sender who is cut off hears no answer.
    stream.resume()
    return err({ code: 'upload_too_large', bytesMax })
  }
  return whole ? ok({ bytes, sha256: hash.digest('hex') }) : err({ code: 'upload_broken_off' })
}

/** @returns how many files of `folder` were older than `before` and are gone. */
async function sweepFolder(folder: string, before: number): Promise<number> {
  await mkdir(folder, { recursive: true })
  const files = (await readdir(folder)).map((name) => path.join(folder, name))
  const old = []
  for (const file of files) if ((await stat(file)).mtimeMs < before) old.push(file)
  for (const file of old) await rm(file, { force: true })
  return old.length
}
