import { write } from '../../platform/db.ts'
import { deadListMax, listDead } from '../../platform/dead-jobs.ts'
import type { Deps } from '../../platform/deps.ts'
import { openCase, settleCase } from '../cases/open-case.ts'
import { selectOpenOfKind } from '../cases/store.ts'

const about = (jobId: string) => `job:${jobId}`

/** A job that was to move money has failed for good: somebody must know. Tried again, its case closes by itself. */
export async function watchDeadJobs({ db, clock }: Pick<Deps, 'db' | 'clock'>, isMoneyJob: (kind: string) => boolean): Promise<void> {
  const dead = await listDead(db)
  const names = new Set(dead.map(({ id }) => about(id)))
  for (const { id, kind } of dead.filter((job) => isMoneyJob(job.kind))) {
    await write(db, (tx) =>
      openCase(tx, { clock }, { about: about(id), kind: 'dead_job', bookingId: null, facts: { reason: kind, reference: id } }),
    )
  }
  // Of more dead jobs than are listed, one that is not listed may still be dead.
  if (dead.length >= deadListMax) return
  for (const open of await selectOpenOfKind(db, 'dead_job', deadListMax)) {
    if (!names.has(open.about)) await write(db, (tx) => settleCase(tx, { clock }, open.about))
  }
}
