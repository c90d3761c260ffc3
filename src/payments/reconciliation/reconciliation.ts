import type { Log, Metrics } from '../../platform/telemetry.ts'
import type { PaymentDeps } from '../payment-deps.ts'
import { watchCases } from './case-metrics.ts'
import { newReconciler, type Reconciler } from './reconcile.ts'
import { watchDeadJobs } from './watch-dead-jobs.ts'

type Options = Readonly<{
  log: Log
  metrics: Pick<Metrics, 'registry'>
  /** Jobs beside our own that somebody's money waits for. */
  moneyJobs: readonly string[]
}>

/** Everything that looks after the money by itself: the comparison with the provider, jobs that died, and the figures to be alerted by. */
export function newReconciliation(deps: PaymentDeps, { log, metrics, moneyJobs }: Options): Reconciler {
  watchCases(metrics, deps)
  const isMoneyJob = (kind: string) => /^(payments|payouts)\./.test(kind) || moneyJobs.includes(kind)
  return newReconciler(deps, log, [() => watchDeadJobs(deps, isMoneyJob)])
}
