import { createHash } from 'node:crypto'
import type { ListingId } from '../../kernel/ids.ts'
import { addPhoto } from '../../listings/add-photo.ts'
import { findImported } from '../../listings/find-imported.ts'
import { hasPhoto } from '../../listings/has-photo.ts'
import type { PhotoRoom } from '../../listings/photo.ts'
import { rasterise } from '../../pictures/clean-picture.ts'
import type { PictureDeps } from '../../pictures/picture-deps.ts'
import { putClean } from '../../pictures/store-picture.ts'
import { write } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import type { RunningJob } from '../../platform/run-job.ts'
import { describePicture, drawPicture, pictureKinds, type PictureKind, type Setting } from './art/picture.ts'
import type { DemoHome } from './demo-home.ts'
import { demoHomes } from './demo-homes.ts'
import { demoSource } from './write-demo-home.ts'

export const picturesJob = 'demo.pictures'

/** The drawings' own size: enlarging them costs three times as long and shows nothing more. */
const size = { width: 1200, height: 800 }
const rooms = {
  exterior: 'outside',
  living: 'living',
  bedroom: 'bedroom',
  kitchen: 'kitchen',
  bathroom: 'bathroom',
  view: 'view',
} as const satisfies Record<PictureKind, PhotoRoom>

type DemoPicture = Readonly<{ home: DemoHome; kind: PictureKind }>

/** Every home's outside first, since that is what lists show. */
export const demoPictures: readonly DemoPicture[] = pictureKinds.flatMap((kind) =>
  demoHomes.filter((home) => has(home, kind)).map((home) => ({ home, kind })),
)

/** A home shows what its guests get: no kitchen where there is none. */
function has({ placeType = 'entire', amenities }: DemoHome, kind: PictureKind): boolean {
  const codes = amenities.split(' ')
  if (kind === 'living') return placeType === 'entire'
  if (kind === 'kitchen') return codes.includes('kitchen')
  return kind !== 'bathroom' || codes.includes('bath')
}

/**
 * Makes photos of the demo's drawings, one a job, each of which asks for the next one: a drawing takes a processor about half a
 * second, and the site needs them too. A home whose listing is gone, or has this photo, is passed over.
 */
export function demoJobs(deps: PictureDeps) {
  return {
    [picturesJob]: async ({ next }: { next: number }, job: Pick<RunningJob, 'finish'>): Promise<void> => {
      const picture = demoPictures[next]
      if (!picture) return
      const listingId = (await findImported(deps.db, demoSource, [picture.home.slug])).get(picture.home.slug)
      const drawn = listingId && (await draw(deps, listingId, picture))
      await write(deps.db, async (tx) => {
        await job.finish(tx)
        if (drawn) await addPhoto(tx, deps, { listingId, ...drawn })
        await enqueue(tx, deps, { kind: picturesJob, payload: { next: next + 1 } })
      })
    },
  }
}

/** Undefined when the listing has it already: a job that ran and could not say so runs again. */
async function draw(deps: PictureDeps, listingId: ListingId, { home, kind }: DemoPicture) {
  const name = `demo/${home.slug}-${kind}`
  const contentHash = createHash('sha256').update(name).digest('hex')
  if (await hasPhoto(deps.db, listingId, contentHash)) return undefined
  const setting = settingOf(home)
  const clean = await deps.turns.take(() => rasterise(Buffer.from(drawPicture(setting, kind)), size))
  const picture = await putClean(deps, { fileKey: `${name}-${deps.ids.next<'picture'>()}`, kind: 'photo', clean })
  return { picture, contentHash, words: { alt: describePicture(setting, kind), caption: '', room: rooms[kind] } }
}

/** How a home is furnished follows from its name. */
export function settingOf({ slug, picture }: DemoHome): Setting {
  const [bits = 0] = createHash('sha256').update(slug).digest()
  const either = (shift: number) => (((bits >> shift) & 1) === 1 ? 1 : 0)
  return { ...picture, seed: slug, layouts: { living: either(0), bedroom: either(1), kitchen: either(2) } }
}
