import { setTimeout as after } from 'node:timers/promises'
import { z } from 'zod'
import { secondMs } from '../../kernel/clock.ts'
import type { Metrics } from '../telemetry.ts'
import type { App } from './app.ts'

const checkMsMax = 2 * secondMs

/** True when all is well; what it says no to stands in the answer by its name alone. */
export type Check = () => Promise<boolean>

export type HealthOptions = Readonly<{
  checks: Readonly<Record<string, Check>>
  metrics: Metrics
  /** True from the moment that the process has been asked to end. */
  stopping: () => boolean
}>

const readyWire = z.object({ status: z.enum(['ready', 'not_ready']), checks: z.record(z.string(), z.enum(['ok', 'failed'])) })

/** For whoever watches over the process: is it alive, may it be sent visitors, how is it doing. */
export async function healthRoutes(app: App, { checks, metrics, stopping }: HealthOptions): Promise<void> {
  const unlimited = { rateLimit: false } as const
  app.get('/health', { config: { access: 'public', ...unlimited } }, async () => ({ status: 'ok' }))

  app.get(
    '/ready',
    { config: { access: 'public', ...unlimited }, schema: { response: { '2xx': readyWire, '5xx': readyWire } } },
    async (request, reply) => {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => {
          const outcome = await outcomeOf(check)
          if (outcome !== 'ok') request.log.warn({ check: name, err: outcome }, 'not ready')
          return [name, outcome === 'ok' ? 'ok' : 'failed'] as const
        }),
      )
      const ready = !stopping() && results.every(([, outcome]) => outcome === 'ok')
      void reply.code(ready ? 200 : 503)
      return { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) } as const
    },
  )

  app.get('/metrics', { config: { access: 'monitor', ...unlimited } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}

/** A check that throws or takes too long has failed: that is what it is there to find out. */
async function outcomeOf(check: Check): Promise<'ok' | 'no' | 'late' | Error> {
  const timer = new AbortController()
  const late = after(checkMsMax, 'late' as const, { signal: timer.signal, ref: false })
  // Ended below once the check has answered: that is no failure.
  late.catch(() => undefined)
  const answer = check().then(
    (well) => (well ? ('ok' as const) : ('no' as const)),
    (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))),
  )
  const outcome = await Promise.race([answer, late])
  timer.abort()
  return outcome
}
