import { z } from 'zod'
import { idWire } from '../platform/wire.ts'
import type { RunningJob } from '../platform/run-job.ts'
import { publishReviews } from './publish-reviews.ts'
import { inviteReviews, type ReviewMailDeps } from './review-mails.ts'

/** What reviews want to hear of, and the job that it becomes. */
export const reviewSubscriptions = [{ name: 'reviews.invite', type: 'booking.completed', job: 'reviews.invite' }] as const

const bookingPayload = z.object({ bookingId: idWire<'booking'>() })

/** Each runs at least once, and stands being run again. */
export const reviewJobs = (deps: ReviewMailDeps): Record<string, (payload: unknown, job: RunningJob) => Promise<void>> => ({
  'reviews.invite': async (payload, job) => inviteReviews(deps, bookingPayload.parse(payload), job),
  'reviews.publish': async (payload) => publishReviews(deps, bookingPayload.parse(payload)),
})
