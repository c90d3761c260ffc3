import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { runOpenLoop } from '../open-loop.ts'
import { quantile } from './times.ts'

/**
 * Asks for `urls` in turn, `rate` a second, whether they have been answered or not. Before that it asks for the first `warmUp`
 * of them half as often and waits for the answers: what counts is a market that has been running, with nobody in its queue.
 */
export type Load = Readonly<{ urls: readonly string[]; rate: number; seconds: number; warmUp: number }>

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

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

const [load] = (await once(process, 'message')) as [Load]
process.send?.(await run(load))
agent.destroy()
process.disconnect()

async function run({ urls, rate, seconds, warmUp }: Load): Promise<LoadReport> {
  const items = Array.from({ length: warmUp + rate * seconds }, (_, index) => urls[index % urls.length] ?? '')
  await runOpenLoop({ items: items.slice(0, warmUp), rate: rate / 2, work: ask }, () => undefined)
  const times: number[] = []
  const failures: string[] = []
  let bytes = 0
  process.send?.('counting')
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  await runOpenLoop({ items: items.slice(warmUp), rate, work: ask }, (answer, ms) => {
    bytes += answer.bytes
    if (answer.failure) failures.push(answer.failure)
    else times.push(ms)
  })
  const { user, system } = process.cpuUsage(cpu)
  const lasted = performance.now() - startedAt
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

type Answer = Readonly<{ bytes: number; failure: string | null }>

/** As browsers ask, for a packed answer. */
function ask(url: string): Promise<Answer> {
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
