import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { paidEvent, signature } from './event.ts'
import { startProvider } from './provider.ts'
import type { Wish } from './wishes.ts'

/** `wishes` are made `rate` a second, in order; those of the first `warmUpSeconds` do not count. */
export type Load = Readonly<{ origin: string; webhookSecret: string; wishes: readonly Wish[]; rate: number; warmUpSeconds: number }>
export type LoadReport = Readonly<{
  /** Booked and paid of those that count, and how many a second from the first to the last answer. */
  booked: number
  perS: number
  /** From when a guest was due until both answers were there. */
  p50Ms: number
  p99Ms: number
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
  const { cpuUsage } = process
  let cpuBegan = cpuUsage()
  const startedAt = performance.now()
  const countsFrom = startedAt + load.warmUpSeconds * 1000
  let lastAt = countsFrom
  const going: Promise<void>[] = []
  for (const [index, wish] of load.wishes.entries()) {
    const due = startedAt + (index * 1000) / load.rate
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    if (due < countsFrom) cpuBegan = cpuUsage()
    going.push(
      bookAndPay(load, wish).then((failure) => {
        if (due < countsFrom) return
        lastAt = performance.now()
        if (failure) failures.push(failure)
        else times.push(lastAt - due)
      }),
    )
  }
  await Promise.all(going)
  const { user, system } = cpuUsage(cpuBegan)
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    booked: times.length,
    perS: (times.length * 1000) / (lastAt - countsFrom),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
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
