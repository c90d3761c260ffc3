import type { HostId, UserId } from '../kernel/ids.ts'
import { err, type Result } from '../kernel/result.ts'
import type { SentFile, Upload, Uploads } from '../platform/uploads.ts'
import type { PictureError } from './clean-picture.ts'
import { pictureBytesMax } from './picture.ts'

export type ReceivePictureError =
  | { code: 'picture_too_large'; bytesMax: number }
  /** The sender was gone before the end. */
  | { code: 'upload_broken_off' }
  /** So many come in at once that this one must come again. */
  | { code: 'try_again' }

/** All that may be wrong with a file that is to become a picture. */
export type PictureUploadError = ReceivePictureError | PictureError

/** Reads a file of `sender` to its end, onto the disk; nobody has looked into it yet. Discard what comes of it. */
export async function receivePicture(
  uploads: Uploads,
  { sent: { stream, length = 0 }, sender }: { sent: SentFile; sender: UserId | HostId },
): Promise<Result<Upload, ReceivePictureError>> {
  if (length > pictureBytesMax) return err({ code: 'picture_too_large', bytesMax: pictureBytesMax })
  const received = await uploads.receive(stream, { bytesMax: pictureBytesMax, sender })
  if (received.ok) return received
  return err(received.error.code === 'upload_too_large' ? { ...received.error, code: 'picture_too_large' } : received.error)
}
