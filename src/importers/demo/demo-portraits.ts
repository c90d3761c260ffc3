import { findUserByEmail } from '../../accounts/find-user.ts'
import { givePortrait } from '../../accounts/give-portrait.ts'
import { hasPortrait } from '../../accounts/has-portrait.ts'
import type { UserId } from '../../kernel/ids.ts'
import { rasterise, type CleanPicture } from '../../pictures/clean-picture.ts'
import type { PictureDeps } from '../../pictures/picture-deps.ts'
import { putClean } from '../../pictures/store-picture.ts'
import { write } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import type { RunningJob } from '../../platform/run-job.ts'
import { drawPortrait } from './art/portrait.ts'
import { demoLooks } from './demo-looks.ts'
import { demoEmail } from './demo-people.ts'

export const portraitsJob = 'demo.portraits'

/** A drawing takes a processor about a tenth of a second. */
const atOnce = 4
const size = { width: 768, height: 512 }
const sitters = Object.entries(demoLooks).map(([slug, sitter]) => ({ slug, ...sitter }))

/** Gives the demo's people their portraits, some a job, each of which asks for the next. Who has one is passed over. */
export function portraitJobs(deps: PictureDeps) {
  return {
    [portraitsJob]: async ({ next }: { next: number }, job: Pick<RunningJob, 'finish'>): Promise<void> => {
      const wanted = sitters.slice(next, next + atOnce)
      if (wanted.length === 0) return
      const drawn: { userId: UserId; fileKey: string }[] = []
      for (const sitter of wanted) {
        const user = await findUserByEmail(deps.db, demoEmail(sitter.slug))
        if (!user || (await hasPortrait(deps.db, user.id))) continue
        const clean = await deps.turns.take(() => drawingOf(sitter))
        const fileKey = `demo/${sitter.slug}-${deps.ids.next<'picture'>()}`
        await putClean(deps, { fileKey, kind: 'portrait', clean })
        drawn.push({ userId: user.id, fileKey })
      }
      await write(deps.db, async (tx) => {
        await job.finish(tx)
        for (const portrait of drawn) await givePortrait(tx, deps, portrait)
        await enqueue(tx, deps, { kind: portraitsJob, payload: { next: next + wanted.length } })
      })
    },
  }
}

const drawingOf = ({ slug, light, looks }: (typeof sitters)[number]): Promise<CleanPicture> =>
  rasterise(Buffer.from(drawPortrait(looks, { seed: slug, light })), size, 'portrait')
