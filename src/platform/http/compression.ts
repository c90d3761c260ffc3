import type { ServerResponse } from 'node:http'
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip as gzipOf,
  gzipSync,
  zstdCompress,
  zstdCompressSync,
  type BrotliCompress,
  type Gzip,
  type ZstdCompress,
} from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { isInProcess, type Answer } from './in-process.ts'

/** Shorter answers don't get smaller. */
const bytesMin = 1024
/** Of a body that comes in one tick, before it is sent on as it comes. */
const heldBytesMax = 512 * 1024
const brotli = { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_QUALITY]: 4 } }
const gzip = { level: 6 }
/** Short ones are the API's answers, mostly ids and numbers: looking longer finds nothing in them. */
const zstdFor = (bytes: number) => ({ params: { [constants.ZSTD_c_compressionLevel]: bytes <= 32 * 1024 ? 1 : 3 } })

type Packed = (error: Error | null, packed: Uint8Array) => void
type Stream = Gzip | BrotliCompress | ZstdCompress

/**
 * The ways to pack, the best first: zstd packs a page of 80 kB in an eighth of a millisecond, brotli in half of one for a twentieth
 * less, gzip in more than brotli for more. `atOnceBytesMax`: what is shorter is packed sooner than it is handed to another thread.
 */
const encodings = {
  zstd: {
    atOnceBytesMax: 128 * 1024,
    atOnce: (body: Uint8Array) => zstdCompressSync(body, zstdFor(body.length)),
    aside: (body: Uint8Array, done: Packed) => zstdCompress(body, zstdFor(body.length), done),
    stream: (): Stream => createZstdCompress(zstdFor(Infinity)),
  },
  br: {
    atOnceBytesMax: 8 * 1024,
    atOnce: (body: Uint8Array) => brotliCompressSync(body, brotli),
    aside: (body: Uint8Array, done: Packed) => brotliCompress(body, brotli, done),
    stream: (): Stream => createBrotliCompress(brotli),
  },
  gzip: {
    atOnceBytesMax: 8 * 1024,
    atOnce: (body: Uint8Array) => gzipSync(body, gzip),
    aside: (body: Uint8Array, done: Packed) => gzipOf(body, gzip, done),
    stream: (): Stream => createGzip(gzip),
  },
}
type Encoding = keyof typeof encodings
const preferred = ['zstd', 'br', 'gzip'] as const

const compressible = /^(text\/(?!event-stream)|application\/(.+\+)?(json|xml|javascript|manifest)|image\/svg)/

/**
 * Compresses what leaves the process, pages included: it works on the raw reply, because the replies of pages are hijacked
 * and skip fastify's own hooks. What is compressed already (the site's files), small, partial or no text passes as it is.
 */
export function compressReplies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isInProcess(request.raw)) return
    const encoding = chooseEncoding(request.headers['accept-encoding'])
    compress(reply.raw, request.method === 'HEAD' ? undefined : encoding)
  })
}

/** The best that is accepted; a coding with q=0 is refused. */
export function chooseEncoding(header: string | string[] | undefined): Encoding | undefined {
  const accepted = new Map(
    String(header ?? '')
      .split(',')
      .map(parseCoding),
  )
  const wanted = (name: string) => (accepted.get(name) ?? accepted.get('*') ?? 0) > 0
  return preferred.find(wanted)
}

/** An answer that is whole already, packed for who asked with this `accept-encoding` where that is worth it. */
export function packed(answer: Answer, accepted: string | undefined): Answer {
  const encoding = chooseEncoding(accepted)
  let headers = answer.headers
  const others = (name: string) => headers.filter(([other]) => other !== name)
  const head: Head = {
    statusCode: answer.status,
    getHeader: (name) => headers.find(([other]) => other === name)?.[1],
    hasHeader: (name) => headers.some(([other]) => other === name),
    setHeader: (name, value) => (headers = [...others(name), [name, value]]),
    removeHeader: (name) => (headers = others(name)),
  }
  if (!encoding || answer.body.length < bytesMin || !isWorthIt(head)) return answer
  announceEncoding(head, encoding)
  return { ...answer, headers, body: new Uint8Array(encodings[encoding].atOnce(Buffer.from(answer.body))) }
}

function parseCoding(text: string): [name: string, weight: number] {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
}

function compress(reply: ServerResponse, encoding: Encoding | undefined): void {
  const [writeHead, write, end] = [reply.writeHead.bind(reply), reply.write.bind(reply), reply.end.bind(reply)]
  let packer: Packer | undefined
  // What an injected reply ends with, it writes to itself: that is packed already.
  const endPacked: Raw['end'] = (last, ended) => {
    packer = undefined
    return end(last, ended)
  }

  reply.writeHead = (status: number, ...rest: unknown[]) => {
    reply.statusCode = status
    for (const [name, value] of headersOf(rest.at(-1))) reply.setHeader(name, value)
    if (isText(reply)) reply.appendHeader('vary', 'Accept-Encoding')
    if (encoding && isWorthIt(reply)) {
      packer = newPacker(reply, { write, end: endPacked }, encoding)
      announceEncoding(reply, encoding)
    }
    return writeHead(status)
  }
  reply.write = (chunk: Chunk, ...rest: unknown[]) => {
    if (!reply.headersSent) reply.writeHead(reply.statusCode)
    if (!packer) return write(chunk, encodingOf(rest), callbackOf(rest))
    return packer.write(bytesOf(chunk, encodingOf(rest)), callbackOf(rest))
  }
  reply.end = (...args: unknown[]) => {
    if (!reply.headersSent) reply.writeHead(reply.statusCode)
    const [chunk, ...rest] = args
    if (packer) packer.end(isChunk(chunk) ? bytesOf(chunk, encodingOf(rest)) : undefined, callbackOf(args))
    else Reflect.apply(end, reply, args)
    return reply
  }
}

type Packer = Readonly<{
  /** @returns whether more may come at once. */
  write(chunk: Uint8Array, written?: Callback): boolean
  end(last?: Uint8Array, ended?: Callback): void
}>

/** A body that is whole before the event loop turns is compressed in one go, at a fraction of a stream's cost. */
function newPacker(reply: ServerResponse, raw: Raw, encoding: Encoding): Packer {
  const held: Uint8Array[] = []
  let heldBytes = 0
  let turn: NodeJS.Immediate | undefined
  let stream: Stream | undefined

  function begin() {
    clearImmediate(turn)
    stream = encodings[encoding].stream()
    sendOn(stream, reply, raw)
    return send(stream, Buffer.concat(held))
  }
  return {
    write: (chunk, written) => {
      if (stream) return send(stream, chunk, written)
      held.push(chunk)
      heldBytes += chunk.length
      turn ??= setImmediate(begin)
      if (written) process.nextTick(written)
      return heldBytes < heldBytesMax || begin()
    },
    end: (last, ended) => {
      if (stream) {
        if (last) stream.write(last)
        stream.end(ended)
        return
      }
      clearImmediate(turn)
      packWhole(Buffer.concat(last ? [...held, last] : held), encoding, (error, packed) => {
        if (error) reply.destroy(error)
        else raw.end(packed, ended)
      })
    },
  }
}

/** A page that is sent in pieces is to be seen in pieces. */
function send(stream: Stream, chunk: Uint8Array, written?: Callback): boolean {
  const more = stream.write(chunk, written)
  stream.flush()
  return more
}

function packWhole(body: Uint8Array, encoding: Encoding, done: Packed): void {
  const { atOnceBytesMax, atOnce, aside } = encodings[encoding]
  if (body.length <= atOnceBytesMax) done(null, atOnce(body))
  else aside(body, done)
}

type Chunk = string | Uint8Array
type Callback = () => void
type Raw = Readonly<{ write(chunk: Chunk): boolean; end(last?: Uint8Array, ended?: Callback): unknown }>

const isChunk = (value: unknown): value is Chunk => typeof value === 'string' || value instanceof Uint8Array
const encodingOf = (rest: readonly unknown[]) => (rest[0] === 'latin1' || rest[0] === 'base64' ? rest[0] : 'utf8')
const bytesOf = (chunk: Chunk, coding: BufferEncoding) => (typeof chunk === 'string' ? Buffer.from(chunk, coding) : chunk)
const callbackOf = (rest: readonly unknown[]) => rest.find((one): one is Callback => typeof one === 'function')

/** From the stream to the socket, no faster than the socket takes it. */
function sendOn(stream: Stream, reply: ServerResponse, { write, end }: Raw): void {
  stream.on('data', (chunk: Uint8Array) => {
    if (!write(chunk)) stream.pause()
  })
  stream.once('end', () => end())
  stream.once('error', (error) => reply.destroy(error))
  stream.on('drain', () => reply.emit('drain'))
  reply.on('drain', () => stream.resume())
  reply.once('close', () => stream.destroy())
}

/** What is asked of a reply's head. */
type Head = {
  statusCode: number
  getHeader(name: string): number | string | string[] | undefined
  hasHeader(name: string): boolean
  setHeader(name: string, value: string): unknown
  removeHeader(name: string): unknown
}

const isText = (reply: Pick<Head, 'getHeader'>) => compressible.test(String(reply.getHeader('content-type') ?? ''))

function isWorthIt(reply: Head): boolean {
  const bytes = reply.getHeader('content-length')
  const whole = reply.statusCode >= 200 && ![204, 206, 304].includes(reply.statusCode)
  const untouched = !reply.hasHeader('content-encoding') && !String(reply.getHeader('cache-control') ?? '').includes('no-transform')
  return whole && untouched && isText(reply) && (bytes === undefined || Number(bytes) >= bytesMin)
}

function announceEncoding(reply: Head, encoding: Encoding): void {
  reply.removeHeader('content-length')
  reply.setHeader('content-encoding', encoding)
  const tag = reply.getHeader('etag')
  // Other bytes with the same meaning.
  if (typeof tag === 'string' && !tag.startsWith('W/')) reply.setHeader('etag', `W/${tag}`)
}

/** What `writeHead` takes: an object, or a flat list of names and values. */
function headersOf(headers: unknown): [name: string, value: string | number | readonly string[]][] {
  if (Array.isArray(headers)) return headers.flatMap((name, at) => (at % 2 === 0 ? [[String(name), String(headers[at + 1])]] : []))
  if (typeof headers !== 'object' || headers === null) return []
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.map(String) : String(value)]],
  )
}
