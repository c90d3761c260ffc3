import { z } from 'zod'
import type { RunningJob } from '../platform/run-job.ts'
import { idWire } from '../platform/wire.ts'
import { mailAlteration } from './alteration-mails.ts'
import type { MailDeps } from './booking-mails.ts'
import { endAlterationPayment, lapseAlteration } from './end-alteration.ts'
import { alterationPaidTooLateJob } from './pay-alteration.ts'

/** Whom alterations concern is told of what becomes of them. */
export const alterationSubscriptions = [
  { name: 'alterations.tell_proposed', type: 'alteration.proposed', job: 'alterations.tell_proposed' },
  { name: 'alterations.tell_accepted', type: 'alteration.accepted', job: 'alterations.tell_accepted' },
  { name: 'alterations.tell_declined', type: 'alteration.declined', job: 'alterations.tell_declined' },
  { name: 'alterations.tell_unpaid', type: 'alteration.unpaid', job: 'alterations.tell_unpaid' },
  { name: 'alterations.tell_altered', type: 'booking.altered', job: 'alterations.tell_altered' },
] as const

const one = z.object({ alterationId: idWire<'alteration'>() })

/** Each runs at least once, in any order with the others, and stands being run again. */
export const alterationJobs = (deps: MailDeps): Record<string, (payload: unknown, job: RunningJob) => Promise<void>> => ({
  'bookings.lapse_alteration': async (payload) => lapseAlteration(deps, one.parse(payload)),
  'bookings.end_alteration_payment': async (payload) => endAlterationPayment(deps, one.parse(payload)),
  'alterations.tell_proposed': async (payload, job) => mailAlteration(deps, 'proposed', payload, job),
  'alterations.tell_accepted': async (payload, job) => mailAlteration(deps, 'accepted', payload, job),
  'alterations.tell_declined': async (payload, job) => mailAlteration(deps, 'declined', payload, job),
  'alterations.tell_unpaid': async (payload, job) => mailAlteration(deps, 'unpaid', payload, job),
  'alterations.tell_altered': async (payload, job) => mailAlteration(deps, 'altered', payload, job),
  [alterationPaidTooLateJob]: async (payload, job) => mailAlteration(deps, 'paid_too_late', payload, job),
})
