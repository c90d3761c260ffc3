import type { ServerResponse } from 'node:http'
import { constants, createBrotliCompress, createGzip, type BrotliCompress, type Gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Shorter answers don't get smaller. */
const bytesMin = 1024
const brotliQuality = 4
const gzipLevel = 6
const compressible = /^(text\/(?!event-stream)|application\/(.+\+)?(json|xml|javascript|manifest)|image\/svg)/

type Encoding = 'br' | 'gzip'

/**
 * Compresses what leaves the process, pages included: it works on the raw reply, because the replies of pages are hijacked
 * and skip fastify's own hooks. What is compressed already (the site's files), small, partial or no text passes as it is.
 */
export function compressReplies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const encoding = chooseEncoding(request.headers['accept-encoding'])
    compress(reply.raw, request.method === 'HEAD' ? undefined : encoding)
  })
}

/** Brotli before gzip; a coding with q=0 is refused. */
export function chooseEncoding(header: string | string[] | undefined): Encoding | undefined {
  const accepted = new Map(
    String(header ?? '')
      .split(',')
      .map(parseCoding),
  )
  const wanted = (name: string) => (accepted.get(name) ?? accepted.get('*') ?? 0) > 0
  if (wanted('br')) return 'br'
  return wanted('gzip') ? 'gzip' : undefined
}

function parseCoding(text: string): [name: string, weight: number] {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
}

function compress(reply: ServerResponse, encoding: Encoding | undefined): void {
  const [writeHead, write, end] = [reply.writeHead.bind(reply), reply.write.bind(reply), reply.end.bind(reply)]
  let stream: Gzip | BrotliCompress | undefined

  reply.writeHead = (status: number, ...rest: unknown[]) => {
    reply.statusCode = status
    for (const [name, value] of headersOf(rest.at(-1))) reply.setHeader(name, value)
    if (isText(reply)) reply.appendHeader('vary', 'Accept-Encoding')
    if (encoding && isWorthIt(reply)) {
      stream = newStream(encoding)
      sendOn(stream, reply, { write, end })
      announceEncoding(reply, encoding)
    }
    return writeHead(status)
  }
  reply.write = (chunk: Chunk, ...rest: unknown[]) => {
    if (!reply.headersSent) reply.writeHead(reply.statusCode)
    if (!stream) return write(chunk, encodingOf(rest), callbackOf(rest))
    const more = stream.write(chunk, encodingOf(rest), callbackOf(rest))
    // A page that is sent in pieces is to be seen in pieces.
    stream.flush()
    return more
  }
  reply.end = (...args: unknown[]) => {
    if (!reply.headersSent) reply.writeHead(reply.statusCode)
    if (!stream) {
      Reflect.apply(end, reply, args)
      return reply
    }
    const [chunk, ...rest] = args
    if (isChunk(chunk)) stream.write(chunk, encodingOf(rest))
    stream.end(callbackOf(args))
    return reply
  }
}

type Chunk = string | Uint8Array
type Callback = () => void
type Raw = Readonly<{ write(chunk: Chunk): boolean; end(callback?: Callback): unknown }>

const isChunk = (value: unknown): value is Chunk => typeof value === 'string' || value instanceof Uint8Array
const encodingOf = (rest: readonly unknown[]) => (rest[0] === 'latin1' || rest[0] === 'base64' ? rest[0] : 'utf8')
const callbackOf = (rest: readonly unknown[]) => rest.find((one): one is Callback => typeof one === 'function')

const newStream = (encoding: Encoding) =>
  encoding === 'br'
    ? createBrotliCompress({
        params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_QUALITY]: brotliQuality },
      })
    : createGzip({ level: gzipLevel })

/** From the stream to the socket, no faster than the socket takes it. */
function sendOn(stream: Gzip | BrotliCompress, reply: ServerResponse, { write, end }: Raw): void {
  stream.on('data', (chunk: Uint8Array) => {
    if (!write(chunk)) stream.pause()
  })
  stream.once('end', () => end())
  stream.once('error', (error) => reply.destroy(error))
  stream.on('drain', () => reply.emit('drain'))
  reply.on('drain', () => stream.resume())
  reply.once('close', () => stream.destroy())
}

const isText = (reply: ServerResponse) => compressible.test(String(reply.getHeader('content-type') ?? ''))

function isWorthIt(reply: ServerResponse): boolean {
  const bytes = reply.getHeader('content-length')
  const whole = reply.statusCode >= 200 && ![204, 206, 304].includes(reply.statusCode)
  const untouched = !reply.hasHeader('content-encoding') && !String(reply.getHeader('cache-control') ?? '').includes('no-transform')
  return whole && untouched && isText(reply) && (bytes === undefined || Number(bytes) >= bytesMin)
}

function announceEncoding(reply: ServerResponse, encoding: Encoding): void {
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
