import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'

/** Answers a request without a socket, as if it had come from `clientAddress`. */
export type CallApi = (request: Request, clientAddress: string) => Promise<Response>

/** What would speak of another sender than `clientAddress`, or ask for bytes that nobody will unpack. */
const dropped = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
  'accept-encoding',
  'connection',
]

/** How the site's pages call the API: through all of its hooks, so that a page can do nothing the API would not let its reader do. */
export function newApiCaller(app: FastifyInstance): CallApi {
  return async (request, clientAddress) => {
    const url = new URL(request.url)
    const headers = Object.fromEntries([...request.headers].filter(([name]) => !dropped.includes(name)))
    const { payload, ...sent } = await bodyOf(request)
    const reply = await app.inject({
      method: parseMethod(request.method),
      url: `${url.pathname}${url.search}`,
      headers: { ...headers, ...sent, host: url.host },
      remoteAddress: clientAddress,
      ...(payload && { payload }),
    })
    const body = [204, 205, 304].includes(reply.statusCode) ? null : new Uint8Array(reply.rawPayload)
    return new Response(body, { status: reply.statusCode, headers: headersOf(reply.headers) })
  }
}

type Body = { payload?: Buffer | Readable; 'transfer-encoding'?: 'chunked' }

/** Words at once; a file as it comes, and never as a whole. */
async function bodyOf(request: Request): Promise<Body> {
  if (!request.body) return {}
  if (request.headers.get('content-type') !== 'application/octet-stream') return { payload: Buffer.from(await request.arrayBuffer()) }
  return { payload: Readable.from(request.body), 'transfer-encoding': 'chunked' }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

function parseMethod(text: string): (typeof methods)[number] {
  const method = methods.find((known) => known === text)
  if (!method) throw new Error(`not a method of the API: ${text}`)
  return method
}

function headersOf(headers: Readonly<Record<string, number | string | string[] | undefined>>): Headers {
  const made = new Headers()
  for (const [name, value] of Object.entries(headers)) for (const one of [value ?? []].flat()) made.append(name, String(one))
  return made
}
