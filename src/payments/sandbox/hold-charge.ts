import { dayMs, later, type Instant } from '../../kernel/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import type { ChargeRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'

/** For how long the banks of the test cards keep money that was only set aside. Real ones differ: whoever captures reads `capture_before`. */
const heldMs = 7 * dayMs

/** Until when the money of a charge that is made now may be taken. */
export const captureBefore = ({ clock }: SandboxDeps): Instant => later(clock.now(), heldMs)

/** By then the money is the payer's again, whatever was asked. */
export const watchHold = (tx: Tx, deps: SandboxDeps, { intentId, held }: ChargeRecord) =>
  held ? enqueue(tx, deps, { kind: 'sandbox.lapse', payload: { intentId }, runAt: held.captureBefore }) : undefined
