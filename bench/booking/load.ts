import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
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
  const times: number[] = []
  const failures: string[] = []
  await bookAll(load, { wishes: load.wishes.slice(0, load.warmUp), rate: load.rate / 2 }, (failure) => failures.push(...failure))
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  await bookAll(load, { wishes: load.wishes.slice(load.warmUp), rate: load.rate }, (failure, ms) => {
    failures.push(...failure)
    if (failure.length === 0) times.push(ms)
  })
  const { user, system } = process.cpuUsage(cpu)
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    booked: times.length,
    perS: (times.length * 1000) / (performance.now() - startedAt),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failed: failures.length,
    firstFailure: failures[0] ?? null,
    cpuMs: (user + system) / 1000,
  }
}

/** `booked` hears what went wrong, if anything did, and how long it took from when the guest was due. Resolves after the last. */
async function bookAll(
  load: Load,
  { wishes, rate }: { wishes: readonly Wish[]; rate: number },
  booked: (failure: string[], ms: number) => void,
): Promise<void> {
  const startedAt = performance.now()
  const going: Promise<void>[] = []
  for (const [index, wish] of wishes.entries()) {
    const due = startedAt + (index * 1000) / rate
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    going.push(bookAndPay(load, wish).then((failure) => booked(failure ? [failure] : [], performance.now() - due)))
  }
  await Promise.all(going)
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
