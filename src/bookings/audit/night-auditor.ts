import { Gauge } from 'prom-client'
import { secondMs } from '../../kernel/clock.ts'
import { openCase } from '../../payments/cases/open-case.ts'
import { write } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { newLoop, type Loop } from '../../platform/loop.ts'
import type { Log, Metrics } from '../../platform/telemetry.ts'
import { auditNights, newClaimWalk, type NightFinding } from './audit-nights.ts'

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
  // The first of them is past tomorrow, and the case is the same. Of an ownerless night there is no booking to show.
  const [name, known] = finding.kind === 'ownerless' ? [bookingId, null] : [`${bookingId} ${nights.at(-1) ?? ''}`, finding.bookingId]
  const facts = { reason: kind, reference: name }
  await write(deps.db, (tx) => openCase(tx, deps, { about: `nights:${kind}:${name}`, kind: 'nights_disagree', bookingId: known, facts }))
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
  const walk = newClaimWalk()
  /** Guests' nights without a booking: in the last walk through all of them, and in this one so far. */
  let [before, since] = [0, 0]
  const runOnce = async () => {
    const findings = await auditNights(deps, walk)
    const count = (kind: NightFinding['kind']) => findings.filter((finding) => finding.kind === kind).length
    for (const kind of ['retaken', 'lost'] as const) wrong.set({ kind }, count(kind))
    since += count('ownerless')
    wrong.set({ kind: 'ownerless' }, walk.after ? Math.max(before, since) : since)
    if (!walk.after) [before, since] = [since, 0]
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
