import { Gauge } from 'prom-client'
import { secondMs } from '../../kernel/clock.ts'
import { openCase } from '../../payments/cases/open-case.ts'
import { write } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { newLoop, type Loop } from '../../platform/loop.ts'
import type { Log, Metrics } from '../../platform/telemetry.ts'
import { auditNights, type NightFinding } from './audit-nights.ts'

/** What is wrong is noticed within a minute, the round itself included. */
export const nightAuditPauseMs = 30 * secondMs

type NightAuditorOptions = { log: Log; metrics: Pick<Metrics, 'registry'>; pollMs?: number }

export type NightAuditor = Pick<Loop, 'start' | 'stop'> & {
  /** Compares everything once. */
  runOnce(): Promise<NightFinding[]>
}

/** An operator has to write to a guest, or to find out who was promised the nights. */
async function tell(deps: Deps, log: Log, finding: NightFinding): Promise<void> {
  const { kind, bookingId, nights } = finding
  log.error({ ...finding }, 'a booking and its nights do not agree')
  const about = `nights:${kind}:${bookingId}:${nights[0] ?? ''}`
  const facts = { reason: kind, reference: `${bookingId} ${nights[0] ?? ''}` }
  // Of an ownerless night there is no booking to show.
  const known = finding.kind === 'ownerless' ? null : finding.bookingId
  await write(deps.db, (tx) => openCase(tx, deps, { about, kind: 'nights_disagree', bookingId: known, facts }))
}

/**
 * Trusts no database: a cluster may lose what it has acknowledged. Every process runs one. What it finds is an error in the
 * log, a figure to be woken by, and a case for the operators.
 */
export function newNightAuditor(deps: Deps, { log, metrics, pollMs = nightAuditPauseMs }: NightAuditorOptions): NightAuditor {
  const wrong = new Gauge({
    name: 'sojourn_nights_wrong',
    help: 'Bookings whose nights did not agree with them when last looked at, by what was found: anything above 0 is worth an alert',
    labelNames: ['kind'],
    registers: [],
  })
  metrics.registry.registerMetric(wrong)
  const runOnce = async () => {
    const findings = await auditNights(deps)
    for (const kind of ['retaken', 'lost', 'ownerless'] as const) {
      wrong.set({ kind }, findings.filter((finding) => finding.kind === kind).length)
    }
    for (const finding of findings) await tell(deps, log, finding)
    return findings
  }
  const step = async () => {
    await runOnce()
    return false
  }
  const { start, stop } = newLoop({ name: 'bookings.audit', step, pollMs, log })
  return { start, stop, runOnce }
}
