import { hourMs, later } from '../kernel/clock.ts'
import { ok, type Result } from '../kernel/result.ts'
import { write } from '../platform/db.ts'
import { enqueue } from '../platform/enqueue.ts'
import { cleanPicture, type CleanPicture, type PictureError } from './clean-picture.ts'
import { deleteJob } from './drop-picture.ts'
import { packVariants, packPreview } from './pack-variants.ts'
import type { PictureDeps } from './picture-deps.ts'
import { originalKey, pictureKinds, type Picture, type PictureKind } from './picture.ts'
import { insertPicture } from './store.ts'

/** What nobody has kept after this long goes: its request died. */
const incomingMsMax = hourMs

/**
 * Puts the picture in `file` into the file store: what is kept of it, and enough to show it at once. Belongs before the
 * transaction that names it, which must call `keepPicture`; if that never comes, its files go by themselves.
 * A refusal leaves nothing behind. `file` stays the caller's.
 */
export async function storePicture(
  deps: PictureDeps,
  { file, kind }: { file: string; kind: PictureKind },
): Promise<Result<Picture, PictureError>> {
  const cleaned = await deps.turns.take(() => cleanPicture(file, kind))
  if (!cleaned.ok) return cleaned
  const fileKey = `${pictureKinds[kind].folder}/${deps.ids.next<'picture'>()}`
  return ok(await putClean(deps, { fileKey, kind, clean: cleaned.value }))
}

/** The same for what was cleaned or drawn already. `fileKey` must be new. */
export async function putClean(
  deps: PictureDeps,
  { fileKey, kind, clean }: { fileKey: string; kind: PictureKind; clean: CleanPicture },
): Promise<Picture> {
  const { clock, db, files } = deps
  await write(db, async (tx) => {
    await insertPicture(tx, { fileKey, kind, now: clock.now() })
    await enqueue(tx, deps, { kind: deleteJob, payload: { fileKey, kind }, runAt: later(clock.now(), incomingMsMax) })
  })
  const { bytes, width, height, colour } = clean
  const picture = { fileKey, width, height, colour }
  await files.put(originalKey(fileKey), bytes, 'image/jpeg')
  // A portrait is small: its variants take no longer than a photo's preview.
  if (kind === 'portrait') await packVariants(deps, { picture, kind, original: bytes })
  else await packPreview(deps, { picture, kind, original: bytes })
  return picture
}
