import { dayMs } from '../kernel/clock.ts'
import type { SweepRule } from '../platform/sweep.ts'
import { deleteEventsBefore } from './event-store.ts'

/** A provider repeats a webhook for days at most; its body may name the payer, so it is kept no longer than it can be of use. */
export const sweepProviderEvents: SweepRule = { ageMsMax: 30 * dayMs, deleteBefore: deleteEventsBefore }
