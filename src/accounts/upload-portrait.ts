import type { UserId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dropPicture } from '../pictures/drop-picture.ts'
import type { PictureDeps } from '../pictures/picture-deps.ts'
import { receivePicture, type PictureUploadError } from '../pictures/receive-picture.ts'
import { storePicture } from '../pictures/store-picture.ts'
import { write } from '../platform/db.ts'
import type { SentFile, Uploads } from '../platform/uploads.ts'
import { givePortrait } from './give-portrait.ts'

export type UploadPortraitError = PictureUploadError /** They left while it was on its way. */ | { code: 'person_not_found' }

export type PortraitDeps = PictureDeps & { uploads: Uploads }

/**
 * Somebody gives a picture of themselves, in place of the one they had: square, from its middle. Whatever is refused, or breaks
 * off, leaves nothing behind, and the one they had stays.
 * @returns what the names of its files begin with
 */
export async function uploadPortrait(
  deps: PortraitDeps,
  { userId, sent }: { userId: UserId; sent: SentFile },
): Promise<Result<string, UploadPortraitError>> {
  const received = await receivePicture(deps.uploads, { sent, sender: userId })
  if (!received.ok) return received
  try {
    const stored = await storePicture(deps, { file: received.value.path, kind: 'portrait' })
    if (!stored.ok) return stored
    const { fileKey } = stored.value
    const given = await write(deps.db, async (tx) => {
      const known = await givePortrait(tx, deps, { userId, fileKey })
      if (!known) await dropPicture(tx, deps, { fileKey, kind: 'portrait' })
      return known
    })
    return given ? ok(fileKey) : err({ code: 'person_not_found' })
  } finally {
    await received.value.discard()
  }
}
