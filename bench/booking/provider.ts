import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * As much of Stripe's API as a booking asks for, answered from memory, so that what is measured is Sojourn and not its
 * sandbox. Our side is the whole product: the SDK, its requests over the loopback address, its signatures, and the comparison
 * of our books with those it keeps.
 */
export async function startProvider() {
  const sessions = new Map<string, Session>()
  /** Oldest first. */
  const transactions: Transaction[] = []
  const server = createServer((request, reply) => {
    void answer({ sessions, transactions }, request).then((answered) => {
      reply.writeHead(answered ? 200 : 404, { 'content-type': 'application/json' })
      reply.end(JSON.stringify(answered ?? { error: { type: 'invalid_request_error', message: 'no such session' } }))
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
      transactions.push(transactionOf(paid, transactions.length))
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

const feeShare = 0.03

const transactionOf = ({ id, client_reference_id: paymentId, amount_total: amount, currency }: Session, index: number) => ({
  id: `txn_${String(index).padStart(9, '0')}`,
  object: 'balance_transaction',
  type: 'charge',
  amount,
  fee: Math.round(feeShare * amount),
  currency,
  created: Math.floor(Date.now() / 1000),
  source: { id: `ch_${id.slice(8)}`, object: 'charge', metadata: { payment_id: paymentId } },
})
type Transaction = ReturnType<typeof transactionOf>
type Books = Readonly<{ sessions: Map<string, Session>; transactions: readonly Transaction[] }>

async function answer({ sessions, transactions }: Books, request: IncomingMessage): Promise<object | undefined> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://provider')
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  if (request.method !== 'GET') return openSession(sessions, new URLSearchParams(Buffer.concat(parts).toString()))
  if (pathname === '/v1/balance_transactions') return pageOf(transactions, searchParams)
  if (pathname === '/v1/disputes') return listOf([], false)
  return sessions.get(pathname.split('/').at(-1) ?? '')
}

/** Newest first, as Stripe lists them. */
function pageOf(transactions: readonly Transaction[], asked: URLSearchParams): object {
  const before = asked.get('starting_after')
  const end = before === null ? transactions.length : Number(before.slice('txn_'.length))
  const from = Number(asked.get('created[gte]') ?? 0)
  const limit = Number(asked.get('limit') ?? 10)
  const found = transactions.slice(Math.max(0, end - limit), end).toReversed()
  const wanted = found.filter(({ created }) => created >= from)
  return listOf(wanted, wanted.length === found.length && end > limit)
}

const listOf = (data: readonly object[], more: boolean) => ({ object: 'list', data, has_more: more, url: '' })

function openSession(sessions: Map<string, Session>, asked: URLSearchParams): Session {
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
