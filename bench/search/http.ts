import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Clock } from '../../src/kernel/clock.ts'
import { newIds } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import type { Db } from '../../src/platform/db.ts'
import { buildServer } from '../../src/platform/http/server.ts'
import { newLogger, newMetrics } from '../../src/platform/telemetry.ts'
import { searchRoutes } from '../../src/search/routes.ts'
import type { Search } from '../../src/search/search.ts'
import type { Load, LoadReport } from './load.ts'
import type { Question } from './questions.ts'

type Served = Readonly<{ db: Db; clock: Clock; search: Search }>

/** Serves search over HTTP in this process and has another ask: see `Load`. `cpuShare`: of one processor, of this process. */
export async function timeHttp(
  served: Served,
  load: Omit<Load, 'urls'>,
  questions: (index: number) => Question,
): Promise<LoadReport & { serverCpuShare: number }> {
  const app = await buildServer({
    log: newLogger({ level: 'silent' }),
    ids: newIds(served.clock, systemRandom),
    metrics: newMetrics({ process: false }),
    limits: { general: 1e9, sign_in: 1, booking: 1 },
    trustProxy: 0,
    https: false,
    development: false,
    loopbackOnly: true,
    isOurs: () => true,
    actorOf: async () => ({ actor: null, setCookies: [] }),
    about: { name: 'Bench', version: '0' },
  })
  await searchRoutes(app, served)
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const asker = fork(new URL('load.ts', import.meta.url), { execArgv: [] })
  const urls = Array.from(
    { length: load.warmUp + load.rate * load.seconds },
    (_, index) => `${origin}/search?${questions(index).parameters}`,
  )
  asker.send({ ...load, urls } satisfies Load)
  await once(asker, 'message')
  const [startedAt, before] = [performance.now(), process.cpuUsage()]
  const [report] = (await once(asker, 'message')) as [LoadReport]
  const { user, system } = process.cpuUsage(before)
  await app.close()
  if (report.firstFailure) console.log(`${report.failed} failed; the first: ${report.firstFailure}`)
  return { ...report, serverCpuShare: (user + system) / 1_000 / (performance.now() - startedAt) }
}
