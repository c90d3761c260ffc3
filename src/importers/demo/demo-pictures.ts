import { createHash } from 'node:crypto'
import type { ListingId } from '../../kernel/ids.ts'
import { addPhoto } from '../../listings/add-photo.ts'
import { findImported } from '../../listings/find-imported.ts'
import { hasPhoto } from '../../listings/has-photo.ts'
import type { PhotoRoom } from '../../listings/photo.ts'
import { rasterise, type CleanPicture } from '../../pictures/clean-picture.ts'
import type { PictureDeps } from '../../pictures/picture-deps.ts'
import { putClean } from '../../pictures/store-picture.ts'
import { write } from '../../platform/db.ts'
import { enqueue } from '../../platform/enqueue.ts'
import type { RunningJob } from '../../platform/run-job.ts'
import { describePicture, drawPicture, pictureKinds, type PictureKind, type Setting } from './art/picture.ts'
import type { DemoHome } from './demo-home.ts'
import { demoHomes } from './demo-homes.ts'
import { portraitJobs, portraitsJob } from './demo-portraits.ts'
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

/** What a picture is called under a gallery. */
const captions: Readonly<Record<PictureKind, string>> = {
  exterior: 'Outside',
  living: 'Living room',
  bedroom: 'Bedroom',
  kitchen: 'Kitchen',
  bathroom: 'Bathroom',
  view: 'The view',
}

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

/** In one job, and in one turn at the processor: so that every home has its outside before the large formats are made. */
const atOnce = 5

/**
 * Makes photos of the demo's drawings, some a job, each of which asks for the next: a drawing takes a processor about half a
 * second, and the site needs them too. A home whose listing is gone, or has this photo, is passed over.
 */
export function demoJobs(deps: PictureDeps) {
  return {
    ...portraitJobs(deps),
    [picturesJob]: async ({ next }: { next: number }, job: Pick<RunningJob, 'finish'>): Promise<void> => {
      const wanted = demoPictures.slice(next, next + atOnce)
      if (wanted.length === 0) return
      const slugs = [...new Set(wanted.map(({ home }) => home.slug))]
      const listingIds = await findImported(deps.db, demoSource, slugs)
      const drawings = await deps.turns.take(() => drawAll(deps, wanted, listingIds))
      const drawn = await Promise.all(drawings.map((drawing) => store(deps, drawing)))
      await write(deps.db, async (tx) => {
        await job.finish(tx)
        for (const photo of drawn) await addPhoto(tx, deps, { ...photo, awaited: false })
        await enqueue(tx, deps, { kind: picturesJob, payload: { next: next + wanted.length } })
        if (wanted.some((_, index) => next + index === demoHomes.length)) {
          // Every home has its outside: now the people.
          await enqueue(tx, deps, { kind: portraitsJob, payload: { next: 0 } })
        }
      })
    },
  }
}

type Drawing = DemoPicture & { listingId: ListingId; contentHash: string; clean: CleanPicture }

/** Without those that their listing has already: a job that ran and could not say so runs again. */
async function drawAll(deps: PictureDeps, wanted: readonly DemoPicture[], listingIds: ReadonlyMap<string, ListingId>): Promise<Drawing[]> {
  const drawings: Drawing[] = []
  for (const { home, kind } of wanted) {
    const listingId = listingIds.get(home.slug)
    const contentHash = createHash('sha256').update(nameOf({ home, kind })).digest('hex')
    if (!listingId || (await hasPhoto(deps.db, listingId, contentHash))) continue
    const clean = await rasterise(Buffer.from(drawPicture(settingOf(home), kind)), size)
    drawings.push({ home, kind, listingId, contentHash, clean })
  }
  return drawings
}

async function store(deps: PictureDeps, { home, kind, listingId, contentHash, clean }: Drawing) {
  const fileKey = `${nameOf({ home, kind })}-${deps.ids.next<'picture'>()}`
  const picture = await putClean(deps, { fileKey, kind: 'photo', clean })
  const words = { alt: describePicture(settingOf(home), kind), caption: captions[kind], room: rooms[kind] }
  return { listingId, picture, contentHash, words }
}

const nameOf = ({ home, kind }: DemoPicture) => `demo/${home.slug}-${kind}`

/** How a home is furnished follows from its name. */
export function settingOf({ slug, picture }: DemoHome): Setting {
  const [bits = 0] = createHash('sha256').update(slug).digest()
  const either = (shift: number) => (((bits >> shift) & 1) === 1 ? 1 : 0)
  return { ...picture, seed: slug, layouts: { living: either(0), bedroom: either(1), kitchen: either(2) } }
}
