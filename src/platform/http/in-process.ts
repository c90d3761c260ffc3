import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'

/** A request as plain values, which may go from thread to thread when its body is words. */
export type Question<Body = string | Readable | null> = Readonly<{
  method: string
  /** Path and search. */
  url: string
  headers: Readonly<Record<string, string>>
  body: Body
}>

/** An answer as plain values. Its body is words, or bytes where it was no text. */
export type Answer = Readonly<{
  status: number
  headers: readonly [name: string, value: string][]
  body: string | Uint8Array<ArrayBuffer>
}>

/** Answers a request without a socket, as if it had come from `clientAddress`. */
export type CallApi = (request: Request, clientAddress: string) => Promise<Answer>

/**
 * How the site's pages call the API: through all of its hooks, so that a page can do nothing the API would not let its reader
 * do.
 */
export function newApiCaller(app: FastifyInstance): CallApi {
  return async (request, clientAddress) => askApi(app, await questionOf(request), clientAddress)
}

export async function askApi(app: FastifyInstance, question: Question, clientAddress: string): Promise<Answer> {
  await app.ready()
  return answerInProcess(app.routing, question, clientAddress)
}

/** What would speak of another sender than the reader, or ask for bytes that nobody will unpack. */
const dropped: ReadonlySet<string> = new Set([
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
  'accept-encoding',
  'connection',
])

/** Words at once; a file as it comes, and never as a whole. */
export async function questionOf(request: Request): Promise<Question> {
  const { pathname, search, host } = new URL(request.url)
  const headers: Record<string, string> = {}
  for (const [name, value] of request.headers) if (!dropped.has(name)) headers[name] = value
  headers['host'] = host
  const question = { method: request.method, url: `${pathname}${search}`, headers }
  if (!request.body) return { ...question, body: null }
  if (headers['content-type'] === 'application/octet-stream') {
    headers['transfer-encoding'] = 'chunked'
    return { ...question, body: Readable.from(request.body) }
  }
  const body = await request.text()
  headers['content-length'] = String(Buffer.byteLength(body))
  return { ...question, body }
}

/** What node's http server calls for each request: fastify's, or the built site's. */
type Listener = (request: never, reply: never) => unknown

/**
 * What `listener` answers. What stands in for the two ends of a socket is ours: fastify's own `inject` writes an answer out as
 * HTTP and reads it again, which costs more than most answers.
 */
export function answerInProcess(listener: Listener, question: Question, remoteAddress: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reply = new InProcessReply(resolve, reject)
    const done: unknown = Reflect.apply(listener, undefined, [new InProcessRequest(question, remoteAddress), reply])
    if (done instanceof Promise) done.catch(reject)
  })
}

/** Whether what stands behind a request is no socket, but a page of this process. */
export const isInProcess = (raw: object) => raw instanceof InProcessRequest

/** As much of node's IncomingMessage as its readers look at. */
class InProcessRequest extends Readable {
  readonly method: string
  url: string
  readonly headers: Record<string, string>
  readonly socket: { readonly remoteAddress: string }
  readonly httpVersion = '1.1'
  readonly httpVersionMajor = 1
  readonly httpVersionMinor = 1
  complete: boolean

  constructor({ method, url, headers, body }: Question, remoteAddress: string) {
    super()
    this.method = method
    this.url = url
    this.headers = { ...headers }
    this.socket = { remoteAddress }
    this.complete = !(body instanceof Readable)
    if (body instanceof Readable) this.#passOn(body)
    else {
      if (body !== null) this.push(body, 'utf8')
      this.push(null)
    }
  }

  get connection() {
    return this.socket
  }

  override _read() {}

  /** No faster than it is read. */
  #passOn(body: Readable) {
    this._read = () => void body.resume()
    body.on('data', (chunk: Uint8Array) => {
      if (!this.push(chunk)) body.pause()
    })
    body.once('end', () => {
      this.complete = true
      this.push(null)
    })
    body.once('error', (error) => this.destroy(error))
    // As with a socket that is lost: nobody has to listen.
    this.on('error', () => {})
    this.once('close', () => body.destroy())
    body.pause()
  }
}

type HeaderValue = number | string | readonly string[]

/** As much of node's ServerResponse as its writers use; what they write is kept. */
class InProcessReply extends EventEmitter {
  statusCode = 200
  statusMessage = ''
  headersSent = false
  writableEnded = false
  writableFinished = false
  destroyed = false
  readonly #headers = new Map<string, HeaderValue>()
  readonly #chunks: (string | Uint8Array)[] = []
  readonly #answered: (answer: Answer) => void
  readonly #failed: (error: Error) => void

  constructor(answered: (answer: Answer) => void, failed: (error: Error) => void) {
    super()
    this.#answered = answered
    this.#failed = failed
  }

  setHeader(name: string, value: HeaderValue) {
    this.#headers.set(name.toLowerCase(), value)
    return this
  }

  appendHeader(name: string, value: string | readonly string[]) {
    const before = this.getHeader(name)
    return this.setHeader(name, before === undefined ? value : [before, value].flat().map(String))
  }

  getHeader(name: string) {
    return this.#headers.get(name.toLowerCase())
  }

  getHeaders() {
    return Object.fromEntries(this.#headers)
  }

  hasHeader(name: string) {
    return this.#headers.has(name.toLowerCase())
  }

  removeHeader(name: string) {
    this.#headers.delete(name.toLowerCase())
  }

  writeHead(status: number, headers: Readonly<Record<string, HeaderValue | undefined>> = {}) {
    this.statusCode = status
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) this.setHeader(name, value)
    this.headersSent = true
    return this
  }

  write(chunk: string | Uint8Array) {
    this.headersSent = true
    this.#chunks.push(chunk)
    return true
  }

  end(last?: unknown) {
    if (typeof last === 'string' || last instanceof Uint8Array) this.write(last)
    this.headersSent = true
    this.writableEnded = true
    this.writableFinished = true
    this.#answered({ status: this.statusCode, headers: headersFrom(this.#headers), body: bodyFrom(this.#chunks) })
    this.emit('finish')
    this.emit('close')
    return this
  }

  destroy(error?: Error) {
    if (this.destroyed) return this
    this.destroyed = true
    if (!this.writableEnded) {
      this.#failed(error ?? new Error('the answer broke off'))
      this.emit('close')
    }
    return this
  }
}

const headersFrom = (known: ReadonlyMap<string, HeaderValue>): Answer['headers'] =>
  [...known].flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))

function bodyFrom(chunks: readonly (string | Uint8Array)[]): Answer['body'] {
  const [first] = chunks
  if (first === undefined) return ''
  if (chunks.length === 1) return typeof first === 'string' ? first : new Uint8Array(first)
  return new Uint8Array(Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk))))
}
