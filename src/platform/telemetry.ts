import { pino, type DestinationStream, type Logger } from 'pino'
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { systemClock, toIso, type Clock } from '../kernel/clock.ts'
import { redacted, withoutSecrets } from './redaction.ts'

/** What code below HTTP needs of a logger. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

export type LoggerOptions = {
  level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  clock?: Clock
  /** Standard output if unset. */
  destination?: DestinationStream
}

/** One JSON object a line. Every finished line is searched for secrets and personal data, whoever wrote it and however deep they are. */
export function newLogger({ level = 'info', clock = systemClock, destination }: LoggerOptions = {}): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${toIso(clock.now())}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: redactedLine },
  }
  return destination ? pino(options, destination) : pino(options)
}

function redactedLine(line: string): string {
  try {
    return `${JSON.stringify(redacted(JSON.parse(line)))}\n`
  } catch {
    // Not JSON after all: no reason to lose the line.
    return withoutSecrets(line)
  }
}

/** Seconds. From an answer out of memory to a provider that hangs. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export type Metrics = {
  /** For gauges that a module computes when asked; `registry.metrics()` is the page, `registry.contentType` its type. */
  registry: Registry
  /** `route` is the pattern, '/listings/:id', never the address: labels must be few. */
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void
  observeJob(job: { kind: string; outcome: 'done' | 'retried' | 'dead' | 'lost'; seconds: number }): void
  /** A transaction lost a conflict and runs again. */
  countTransactionRetry(): void
}

/** `process: false` leaves out what is measured about the process itself (event loop lag, memory, garbage collection): for tests. */
export function newMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (options.process !== false) collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'sojourn_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: durationBuckets,
    registers,
  })
  const jobs = new Histogram({
    name: 'sojourn_job_duration_seconds',
    help: 'Time that one attempt at a job took',
    labelNames: ['kind', 'outcome'],
    buckets: durationBuckets,
    registers,
  })
  const retries = new Counter({
    name: 'sojourn_transaction_retries_total',
    help: 'Transactions run again after a lost conflict',
    registers,
  })
  return {
    registry,
    observeRequest: ({ seconds, ...labels }) => requests.observe(labels, seconds),
    observeJob: ({ seconds, ...labels }) => jobs.observe(labels, seconds),
    countTransactionRetry: () => retries.inc(),
  }
}
