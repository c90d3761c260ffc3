import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Asks for `urls` in turn, `rate` a second. */
export type Load = Readonly<{ urls: readonly string[]; rate: number; seconds: number }>
export type LoadReport = Readonly<{ p50: number; p99: number; qps: number; failed: number }>

const [{ urls, rate, seconds }] = (await once(process, 'message')) as [Load]
const agent = new Agent({ keepAlive: true, maxSockets: 200 })
/** The server compiles itself while it is asked first. */
const warmUpSeconds = 3

/** As browsers do, for packed answers. */
const ask = (url: string) =>
  new Promise<boolean>((resolve) => {
    get(url, { agent, headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } }, (reply) => {
      reply.resume()
      reply.once('end', () => resolve(reply.statusCode === 200))
    }).once('error', () => resolve(false))
  })

const times: number[] = []
let failed = 0
const startedAt = performance.now()
const asked: Promise<void>[] = []
for (let i = 0; i < rate * (seconds + warmUpSeconds); i++) {
  const due = startedAt + (i * 1000) / rate
  await sleep(Math.max(0, due - performance.now()))
  asked.push(
    ask(urls[i % urls.length] ?? '').then((good) => {
      if (due < startedAt + warmUpSeconds * 1000) return
      if (good) times.push(performance.now() - due)
      else failed++
    }),
  )
}
await Promise.all(asked)
const lasted = performance.now() - startedAt - warmUpSeconds * 1000
const sorted = times.toSorted((a, b) => a - b)
const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
agent.destroy()
const answered: LoadReport = { p50: quantile(0.5), p99: quantile(0.99), qps: (times.length * 1000) / lasted, failed }
process.send?.(answered)
process.disconnect()
