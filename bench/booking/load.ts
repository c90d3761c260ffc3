import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { runOpenLoop } from '../open-loop.ts'
import { quantile } from '../search/times.ts'
import { paidEvent, signature } from './event.ts'
import { startProvider } from './provider.ts'
import type { Wish } from './wishes.ts'

/**
 * `wishes` are made `rate` a second, in order. Before that the first `warmUp` of them are made half as often, and answered: the
 * server compiles itself while it is asked first.
 */
export type Load = Readonly<{ origin: string; webhookSecret: string; wishes: readonly Wish[]; rate: number; warmUp: number }>
export type LoadReport = Readonly<{
  /** Booked and paid of those that count, and how many a second from the first to the last answer. */
  booked: number
  perS: number
  /** From when a guest was due until both answers were there. */
  p50Ms: number
  p99Ms: number
  /** Of all, those before the count too. */
  failed: number
  firstFailure: string | null
  cpuMs: number
}>
export type Ready = Readonly<{ providerPort: number }>

/** The guests, each in a hurry of their own, and the provider they pay at: all but the market itself. */
const provider = await startProvider()
const agent = new Agent({ keepAlive: true, maxSockets: 256 })
process.send?.({ providerPort: provider.port } satisfies Ready)

for (;;) {
  const [load] = (await once(process, 'message')) as [Load | 'end']
  if (load === 'end') break
  process.send?.(await run(load))
}
agent.destroy()
provider.stop()
process.disconnect()

async function run(load: Load): Promise<LoadReport> {
  const { wishes, warmUp, rate } = load
  const times: number[] = []
  const failures: string[] = []
  const count = (failure: string | undefined, ms: number) => {
    if (failure) failures.push(failure)
    else times.push(ms)
  }
  const work = (wish: Wish) => bookAndPay(load, wish)
  await runOpenLoop({ items: wishes.slice(0, warmUp), rate: rate / 2, work }, count)
  // What went wrong counts, how long it took does not.
  times.length = 0
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  await runOpenLoop({ items: wishes.slice(warmUp), rate, work }, count)
  const { user, system } = process.cpuUsage(cpu)
  return {
    booked: times.length,
    perS: (times.length * 1000) / (performance.now() - startedAt),
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    failed: failures.length,
    firstFailure: failures[0] ?? null,
    cpuMs: (user + system) / 1000,
  }
}

/** @returns what went wrong. */
async function bookAndPay({ origin, webhookSecret }: Load, { token, key, userId: _, ...stay }: Wish): Promise<string | undefined> {
  const made = await post(`${origin}/api/v1/bookings`, JSON.stringify(stay), {
    authorization: `Bearer ${token}`,
    'idempotency-key': key,
  })
  if (made.status !== 201) return `a booking was answered ${made.status} ${made.body}`
  const { payment } = JSON.parse(made.body) as { payment: { url: string | null } }
  if (!payment.url) return `a booking was answered without a place to pay: ${made.body}`
  const session = provider.pay(payment.url.split('/').at(-1) ?? '')
  const event = paidEvent(session)
  const told = await post(`${origin}/api/v1/webhooks/stripe`, event, { 'stripe-signature': signature(event, webhookSecret) })
  return told.status === 200 ? undefined : `a webhook was answered ${told.status} ${told.body}`
}

function post(url: string, body: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const asked = request(url, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
    })
    asked.once('error', (error) => resolve({ status: 0, body: error.message }))
    asked.once('response', (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part: string) => (text += part))
      reply.once('end', () => resolve({ status: reply.statusCode ?? 0, body: text }))
    })
    asked.end(body)
  })
}
