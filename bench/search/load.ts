import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from './times.ts'

/** Asks for `urls` in turn, `rate` a second, whether they have been answered or not. The first three seconds, or `warmUpSeconds`, do not count. */
export type Load = Readonly<{ urls: readonly string[]; rate: number; seconds: number; warmUpSeconds?: number }>

export type LoadReport = Readonly<{
  /** From when one was due until the whole answer was there. */
  p50: number
  p99: number
  max: number
  /** Answered a second, from the first that counts to the last answer. */
  qps: number
  failed: number
  firstFailure: string | null
  bytes: number
  /** What this process itself had to do. */
  cpuShare: number
}>

const [load] = (await once(process, 'message')) as [Load]
/** The server compiles itself while it is asked first. */
const { warmUpSeconds = 3 } = load
const count = load.rate * (load.seconds + warmUpSeconds)
const agent = new Agent({ keepAlive: true, maxSockets: 256 })
process.send?.(await run())
agent.destroy()
process.disconnect()

async function run(): Promise<LoadReport> {
  const times: number[] = []
  const failures: string[] = []
  let bytes = 0
  const startedAt = performance.now()
  const countsFrom = startedAt + warmUpSeconds * 1_000
  let lastAt = countsFrom
  let cpu: NodeJS.CpuUsage | undefined
  const going: Promise<void>[] = []
  for (let index = 0; index < count;) {
    const now = performance.now()
    for (; index < count && startedAt + (index * 1_000) / load.rate <= now; index++) {
      const due = startedAt + (index * 1_000) / load.rate
      if (due >= countsFrom && !cpu) {
        cpu = process.cpuUsage()
        process.send?.('counting')
      }
      going.push(
        ask(load.urls[index % load.urls.length] ?? '').then((answer) => {
          if (due < countsFrom) return
          lastAt = performance.now()
          bytes += answer.bytes
          if (answer.failure) failures.push(answer.failure)
          else times.push(lastAt - due)
        }),
      )
    }
    await sleep(1)
  }
  await Promise.all(going)
  const { user, system } = process.cpuUsage(cpu)
  const lasted = lastAt - countsFrom
  return {
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    max: Math.max(...times),
    qps: (times.length * 1_000) / lasted,
    failed: failures.length,
    firstFailure: failures[0] ?? null,
    bytes: Math.round(bytes / Math.max(1, times.length)),
    cpuShare: (user + system) / 1_000 / lasted,
  }
}

/** As browsers ask, for a packed answer. */
function ask(url: string): Promise<{ bytes: number; failure: string | null }> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ bytes: 0, failure: error.message })
    get(url, { agent, headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } }, (reply) => {
      let bytes = 0
      reply.on('data', (part: Buffer) => (bytes += part.length))
      reply.once('error', fail)
      reply.once('end', () => resolve({ bytes, failure: reply.statusCode === 200 ? null : `answered ${reply.statusCode ?? 'nothing'}` }))
    }).once('error', fail)
  })
}
