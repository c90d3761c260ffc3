import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { ListingId } from '../../kernel/ids.ts'
import { findImported } from '../../listings/find-imported.ts'
import { findListing } from '../../listings/find-listing.ts'
import { photoWidths, type Photo } from '../../listings/listing.ts'
import { savePhotos } from '../../listings/save-photos.ts'
import { write, type Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/enqueue.ts'
import type { FileStore } from '../../platform/files.ts'
import type { RunningJob } from '../../platform/run-job.ts'
import { describePicture, drawPicture, pictureKinds, type PictureKind, type Setting } from './art/picture.ts'
import type { DemoHome } from './demo-home.ts'
import { demoHomes } from './demo-homes.ts'
import { demoSource } from './write-demo-home.ts'

export const picturesJob = 'demo.pictures'

/** The drawings' own size: enlarging them costs three times as long and shows nothing more. */
const size = { width: 1200, height: 800 }
const webp = { quality: 82, effort: 3 }

type DemoPicture = Readonly<{ home: DemoHome; kind: PictureKind }>

/** Every home's outside first, since that is what lists show. */
export const demoPictures: readonly DemoPicture[] = pictureKinds.flatMap((kind) => demoHomes.map((home) => ({ home, kind })))

/**
 * Makes pictures of the demo's drawings, one a job, each of which asks for the next one: a drawing takes a processor about
 * a second, and the site needs them too. A home whose listing is gone is passed over.
 */
export function demoJobs(deps: Deps & { files: FileStore }) {
  return {
    [picturesJob]: async ({ next }: { next: number }, job: Pick<RunningJob, 'finish'>): Promise<void> => {
      const picture = demoPictures[next]
      if (!picture) return
      const listingId = (await findImported(deps.db, demoSource, [picture.home.slug])).get(picture.home.slug)
      const photo = listingId && (await draw(deps.files, picture))
      await write(deps.db, async (tx) => {
        await job.finish(tx)
        if (photo) await addPhoto(tx, deps, listingId, photo)
        await enqueue(tx, deps, { kind: picturesJob, payload: { next: next + 1 } })
      })
    },
  }
}

async function addPhoto(tx: Tx, deps: Deps, listingId: ListingId, photo: Photo): Promise<void> {
  const photos = (await findListing(tx, listingId))?.photos ?? []
  if (!photos.some(({ fileKey }) => fileKey === photo.fileKey)) await savePhotos(tx, deps, listingId, [...photos, photo])
}

async function draw(files: FileStore, { home, kind }: DemoPicture): Promise<Photo> {
  const setting = settingOf(home)
  const drawing = Buffer.from(drawPicture(setting, kind))
  const { data, info } = await sharp(drawing).resize(size).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const raw = { raw: { width: info.width, height: info.height, channels: info.channels } }
  const fileKey = `demo/${home.slug}-${kind}`
  for (const width of photoWidths.filter((each) => each <= size.width)) {
    await files.put(`${fileKey}-${width}.webp`, await sharp(data, raw).resize(width).webp(webp).toBuffer(), 'image/webp')
  }
  const { dominant } = await sharp(data, raw).stats()
  return { fileKey, ...size, alt: describePicture(setting, kind), colour: hex([dominant.r, dominant.g, dominant.b]) }
}

/** How a home is furnished follows from its name. */
export function settingOf({ slug, picture }: DemoHome): Setting {
  const [bits = 0] = createHash('sha256').update(slug).digest()
  const either = (shift: number) => (((bits >> shift) & 1) === 1 ? 1 : 0)
  return { ...picture, seed: slug, layouts: { living: either(0), bedroom: either(1), kitchen: either(2) } }
}

const hex = (channels: readonly number[]) => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
