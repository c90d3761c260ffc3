import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * As much of Stripe's API as a booking asks for, answered from memory, so that what is measured is Sojourn and not its
 * sandbox. Our side is the whole product: the SDK, its requests over the loopback address, its signatures. It keeps no books:
 * reconciliation asks for them, is refused, and says so in the log.
 */
export async function startProvider() {
  const sessions = new Map<string, Session>()
  const server = createServer((request, reply) => {
    void answer(sessions, request).then((session) => {
      reply.writeHead(session ? 200 : 404, { 'content-type': 'application/json' })
      reply.end(JSON.stringify(session ?? { error: { type: 'invalid_request_error', message: 'no such session' } }))
    })
  })
  server.keepAliveTimeout = 65_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** The guest pays. @returns the session as it is then. */
    pay(id: string): Session {
      const session = sessions.get(id)
      if (!session) throw new Error(`no session ${id}`)
      const paid = { ...session, status: 'complete', payment_status: 'paid', payment_intent: `pi_${id.slice(8)}`, url: null } as const
      sessions.set(id, paid)
      return paid
    },
    stop: () => server.close().closeAllConnections(),
  }
}

type Session = Readonly<{
  id: string
  object: 'checkout.session'
  client_reference_id: string | null
  amount_total: number
  currency: string
  status: 'open' | 'complete'
  payment_status: 'unpaid' | 'paid'
  payment_intent: string | null
  url: string | null
}>

async function answer(sessions: Map<string, Session>, request: IncomingMessage): Promise<Session | undefined> {
  const { method, url = '' } = request
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  if (method === 'GET') return sessions.get(url.split('/').at(-1) ?? '')
  const asked = new URLSearchParams(Buffer.concat(parts).toString())
  const reference = asked.get('client_reference_id')
  const id = `cs_test_${(reference ?? '').replaceAll('-', '')}`
  const session: Session = sessions.get(id) ?? {
    id,
    object: 'checkout.session',
    client_reference_id: reference,
    amount_total: Number(asked.get('line_items[0][price_data][unit_amount]')),
    currency: asked.get('line_items[0][price_data][currency]') ?? '',
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    url: `https://pay.example/${id}`,
  }
  sessions.set(id, session)
  return session
}
